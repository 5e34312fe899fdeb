package dev.mullion.vault;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.WorkspaceKeys;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Opens some of what is stored, chosen by chance: each in its own place, which must succeed, and in others. What opens
 * is wiped at once and lent to nobody, so it is no use of the secret and counted as none. Says nothing of whose they
 * are or how many.
 */
@Component
class StoredSecrets {

    private static final int WORKSPACES = 3;
    private static final int LOOKED_INTO = 50;
    private static final int ROWS = 10;

    /** So few bytes may stand anywhere by chance. */
    private static final int SHORTEST_TEXT = 8;

    private final Vault vault;
    private final SecretRows rows;
    private final Workspaces workspaces;
    private final KeyRing keys;

    StoredSecrets(Vault vault, SecretRows rows, Workspaces workspaces, KeyRing keys) {
        this.vault = vault;
        this.rows = rows;
        this.workspaces = workspaces;
        this.keys = keys;
    }

    /** What trying came to. */
    private static final class Tally {
        private int workspaces;
        private int opened;
        private int notOpened;
        private int elsewhere;
        private int inTheClear;
        private int untried;
    }

    /** @param stranger a workspace whose keys must open none of them */
    List<Check> run(WorkspaceId stranger) {
        List<Workspace> chosen = new ArrayList<>(workspaces.list().stream()
                .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                .toList());
        Collections.shuffle(chosen);
        Tally tally = new Tally();
        for (Workspace workspace : chosen.subList(0, Math.min(LOOKED_INTO, chosen.size()))) {
            if (tally.workspaces < WORKSPACES && !Thread.currentThread().isInterrupted()) {
                tryThoseOf(workspace.id(), stranger, tally);
            }
        }
        return checks(tally);
    }

    /** One that is locked, busy or closed meanwhile says nothing of the others. */
    private void tryThoseOf(WorkspaceId workspace, WorkspaceId stranger, Tally tally) {
        try {
            workspaces.within(workspace, () -> tried(workspace, stranger, tally));
        } catch (WorkspaceUnavailable closed) {
            tally.untried++;
        }
    }

    private static List<Check> checks(Tally tally) {
        List<Check> checks = new ArrayList<>(List.of(
                Check.of(
                        "sample.opens",
                        tally.notOpened == 0,
                        tally.opened + tally.notOpened == 0
                                ? "nothing is stored that this server may open"
                                : "of a sample of what is stored, " + tally.notOpened + " did not open in their place"),
                Check.of(
                        "sample.elsewhere",
                        tally.elsewhere == 0,
                        "for another workspace, owner, field, class, host or version, and under another workspace's"
                                + " key, " + tally.elsewhere + " opened"),
                Check.of(
                        "sample.clear",
                        tally.inTheClear == 0,
                        tally.inTheClear + " of the sample have their text in the clear")));
        if (tally.untried > 0) {
            checks.add(
                    Check.partial(
                            "sample.untried",
                            "some could not be tried: the keys that wrap theirs are locked or away, or their workspace was busy"));
        }
        return checks;
    }

    private boolean tried(WorkspaceId workspace, WorkspaceId stranger, Tally tally) {
        List<SecretRows.Chosen> found = rows.chosen(ROWS);
        found.forEach(each -> tried(workspace, stranger, each, tally));
        tally.workspaces += found.isEmpty() ? 0 : 1;
        return true;
    }

    private void tried(WorkspaceId workspace, WorkspaceId stranger, SecretRows.Chosen each, Tally tally) {
        try {
            byte[] text = vault.opened(workspace, each.ref(), each.row());
            tally.opened++;
            tally.inTheClear += isIn(each.row().sealed().value(), text) ? 1 : 0;
            Arrays.fill(text, (byte) 0);
            tally.elsewhere += openElsewhere(workspace, stranger, each);
        } catch (SecretUnavailable e) {
            switch (e.reason()) {
                case NOT_OF_THIS_ROLE -> {}
                case KEYS_LOCKED, KEYS_UNREACHABLE -> tally.untried++;
                case ABSENT, ROLLED_BACK, UNKNOWN_FORMAT, UNKNOWN_KEY, UNOPENABLE, KEYS_DESTROYED -> tally.notOpened++;
            }
        }
    }

    private int openElsewhere(WorkspaceId workspace, WorkspaceId stranger, SecretRows.Chosen each) {
        WorkspaceKeys own = keys.sets().of(workspace.value(), each.row().keyVersion());
        WorkspaceKeys others = keys.sets().of(stranger.value());
        SealedRow newest = withVersion(each.row(), others.version());
        long opened = places(workspace, stranger, each)
                .filter(place -> opens(own, place, each.row()))
                .count();
        return (int) opened + (opens(others, place(workspace, each), newest) ? 1 : 0);
    }

    private static SealedRow withVersion(SealedRow row, int keyVersion) {
        return new SealedRow(row.terms(), keyVersion, row.rowVersion(), row.latest(), row.sealed());
    }

    private static Envelope.Place place(WorkspaceId workspace, SecretRows.Chosen each) {
        return new Envelope.Place(
                workspace, each.ref(), each.row().terms(), each.row().rowVersion());
    }

    /** Its own place with one thing changed, each in turn. */
    private static Stream<Envelope.Place> places(WorkspaceId workspace, WorkspaceId stranger, SecretRows.Chosen each) {
        SecretRef ref = each.ref();
        SecretTerms terms = each.row().terms();
        long version = each.row().rowVersion();
        return Stream.of(
                new Envelope.Place(stranger, ref, terms, version),
                new Envelope.Place(workspace, new SecretRef(UUID.randomUUID(), ref.field()), terms, version),
                new Envelope.Place(workspace, new SecretRef(ref.owner(), "not-" + cut(ref.field())), terms, version),
                new Envelope.Place(workspace, ref, new SecretTerms(sibling(terms.kind()), terms.hosts()), version),
                new Envelope.Place(workspace, ref, new SecretTerms(terms.kind(), Set.of("elsewhere.invalid")), version),
                new Envelope.Place(workspace, ref, terms, version + 1));
    }

    private static String cut(String field) {
        return field.substring(0, Math.min(field.length(), 30));
    }

    /** The other class under the same half of the keys. */
    private static SecretClass sibling(SecretClass kind) {
        return switch (kind) {
            case VENDOR_TOKEN -> SecretClass.SIGNING_KEY;
            case SIGNING_KEY -> SecretClass.VENDOR_TOKEN;
            case MFA_SEED -> SecretClass.VERIFICATION_KEY;
            case VERIFICATION_KEY -> SecretClass.MFA_SEED;
        };
    }

    private static boolean opens(WorkspaceKeys by, Envelope.Place place, SealedRow row) {
        try {
            Arrays.fill(Envelope.open(by, place, row), (byte) 0);
            return true;
        } catch (SecretUnavailable _) {
            return false;
        }
    }

    private static boolean isIn(byte[] sealed, byte[] text) {
        for (int at = 0; text.length >= SHORTEST_TEXT && at <= sealed.length - text.length; at++) {
            if (Arrays.equals(sealed, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }
}
