package dev.mullion.vault;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Moves, swaps, changes, cuts and rolls back sealed rows of two hidden workspaces, through the vault as it is used. */
final class EnvelopeProbes {

    private static final Actor ACTOR = Actor.system("verify");
    private static final Purpose PURPOSE = new Purpose("verify-secrets", ACTOR);
    private static final SecretTerms TERMS = SecretTerms.unsent(SecretClass.VERIFICATION_KEY);
    private static final byte[] TEXT = "planted by verify secrets".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_TEXT = "another, planted by it too".getBytes(StandardCharsets.US_ASCII);

    /** What a delivery may pay for its verification key. */
    private static final int MOST_MICROSECONDS = 50;

    private final Vault vault;
    private final CanaryWorkspaces canaries;
    private final Workspaces workspaces;
    private final KeyRing keys;
    private final Forgeries forgeries;

    EnvelopeProbes(Vault vault, SecretRows rows, CanaryWorkspaces canaries, Workspaces workspaces, KeyRing keys) {
        this.vault = vault;
        this.canaries = canaries;
        this.workspaces = workspaces;
        this.keys = keys;
        this.forgeries = new Forgeries(vault, rows, canaries, workspaces, PURPOSE);
    }

    List<Check> run() {
        SecretRef ref = planted();
        SecretRef beside = beside(ref);
        WorkspaceId own = canaries.first();
        WorkspaceId other = canaries.second();
        SealedRow row = forgeries.row(own, ref);
        return List.of(
                Check.attempt("secrets.opens", () -> opens(own, ref)),
                Check.attempt("secrets.moved", () -> moved(own, other, ref, beside)),
                Check.attempt("secrets.swapped", () -> swapped(own, ref, beside)),
                Check.attempt("secrets.changed", () -> changed(own, ref, row)),
                Check.attempt("secrets.cut", () -> cut(own, ref, row)),
                Check.attempt("secrets.unknown", () -> unknown(own, ref, row)),
                Check.attempt("secrets.rolled-back", () -> rolledBack(own, ref, row)),
                Check.attempt("secrets.too-long", () -> tooLong(own)),
                Check.attempt("secrets.redacted", () -> redacted(own, beside)),
                Check.attempt("secrets.cost", () -> cost(own, beside)));
    }

    /** What is promised of a sealed secret's place, and nothing about how fast it is. Leaves nothing behind. */
    List<Check> ofPlaces() {
        SecretRef ref = planted();
        WorkspaceId own = canaries.first();
        SealedRow row = forgeries.row(own, ref);
        try {
            return List.of(
                    Check.attempt("secrets.opens", () -> opens(own, ref)),
                    Check.attempt("secrets.moved", () -> moved(own, canaries.second(), ref, beside(ref))),
                    Check.attempt("secrets.swapped", () -> swapped(own, ref, beside(ref))),
                    Check.attempt("secrets.changed", () -> changed(own, ref, row)),
                    Check.attempt("secrets.rolled-back", () -> rolledBack(own, ref, row)));
        } finally {
            canaries.clear();
        }
    }

    private SecretRef planted() {
        canaries.clear();
        SecretRef ref = new SecretRef(UUID.randomUUID(), "planted");
        for (WorkspaceId workspace : List.of(canaries.first(), canaries.second())) {
            workspaces.within(workspace, () -> {
                vault.put(ref, TERMS, TEXT);
                vault.put(beside(ref), TERMS, OTHER_TEXT);
                return true;
            });
        }
        return ref;
    }

    private static SecretRef beside(SecretRef ref) {
        return new SecretRef(ref.owner(), "beside");
    }

    /** The median of many, without the round trip that brings the row. */
    private Check cost(WorkspaceId own, SecretRef ref) {
        SealedRow row = forgeries.row(own, ref);
        long[] nanos = new long[2_000];
        for (int i = 0; i < nanos.length; i++) {
            long begun = System.nanoTime();
            Arrays.fill(vault.opened(own, ref, row), (byte) 0);
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        long median = nanos[nanos.length / 2] / 1_000;
        String figures = "opening a secret takes %d us (median of %d), %d us at worst in 99 of 100"
                .formatted(median, nanos.length, nanos[nanos.length * 99 / 100] / 1_000);
        return median < MOST_MICROSECONDS ? Check.ok("secrets.cost", figures) : Check.partial("secrets.cost", figures);
    }

    private Check opens(WorkspaceId own, SecretRef ref) {
        boolean same = workspaces.within(own, () -> vault.open(ref, PURPOSE, secret -> secret.matches(TEXT)));
        return Check.of("secrets.opens", same, "in its own place a secret opens");
    }

    /** Its sealed bytes in the other workspace's row, in another field's, and with other terms in their own. */
    private Check moved(WorkspaceId own, WorkspaceId other, SecretRef ref, SecretRef beside) {
        SealedRow stolen = forgeries.row(other, ref);
        SealedRow mine = forgeries.row(own, ref);
        SealedRow neighbour = forgeries.row(own, beside);
        SealedRow sentAway = new SealedRow(
                new SecretTerms(SecretClass.VERIFICATION_KEY, Set.of("attacker.example")),
                mine.keyVersion(),
                mine.rowVersion(),
                mine.latest(),
                mine.sealed());
        SealedRow promoted = new SealedRow(
                SecretTerms.unsent(SecretClass.MFA_SEED),
                mine.keyVersion(),
                mine.rowVersion(),
                mine.latest(),
                mine.sealed());
        Forgeries.Tried tried = forgeries.stored(own, ref, List.of(stolen, neighbour, sentAway, promoted));
        return Check.of(
                "secrets.moved",
                tried.allRefused(SecretUnavailable.Reason.UNOPENABLE),
                "from another workspace, from another field, with other hosts, as another class: " + tried.sentence());
    }

    /** The first bytes are the check value and the salt of the message's own key. */
    private Check swapped(WorkspaceId own, SecretRef ref, SecretRef beside) {
        byte[] one = forgeries.row(own, ref).sealed().value();
        byte[] another = forgeries.row(own, beside).sealed().value();
        List<SealedRow> mixed = new ArrayList<>();
        for (int head : new int[] {1 + 32, 1 + 32 + 12, 1 + 32 + 24}) {
            byte[] bytes = one.clone();
            System.arraycopy(another, 0, bytes, 0, head);
            mixed.add(Forgeries.with(forgeries.row(own, ref), bytes));
        }
        byte[] saltAlone = one.clone();
        System.arraycopy(another, 33, saltAlone, 33, 12);
        mixed.add(Forgeries.with(forgeries.row(own, ref), saltAlone));
        Forgeries.Tried tried = forgeries.stored(own, ref, mixed);
        return Check.of(
                "secrets.swapped",
                tried.allRefused(SecretUnavailable.Reason.UNOPENABLE),
                "heads of two rows of one workspace exchanged: " + tried.sentence());
    }

    private Check changed(WorkspaceId own, SecretRef ref, SealedRow row) {
        List<SealedRow> changed = new ArrayList<>();
        for (int bit = 8; bit < row.sealed().value().length * 8; bit++) {
            byte[] bytes = row.sealed().value().clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            changed.add(Forgeries.with(row, bytes));
        }
        Forgeries.Tried tried = forgeries.inMemory(own, ref, changed);
        return Check.of(
                "secrets.changed",
                tried.allRefused(SecretUnavailable.Reason.UNOPENABLE),
                "every bit of check value, salt, nonce, body and tag: " + tried.sentence());
    }

    private Check cut(WorkspaceId own, SecretRef ref, SealedRow row) {
        List<SealedRow> cut = new ArrayList<>();
        byte[] bytes = row.sealed().value();
        for (int length = 1; length < bytes.length; length++) {
            cut.add(Forgeries.with(row, Arrays.copyOf(bytes, length)));
        }
        cut.add(Forgeries.with(row, Arrays.copyOf(bytes, bytes.length + 1)));
        Forgeries.Tried tried = forgeries.inMemory(own, ref, cut);
        return Check.of(
                "secrets.cut",
                tried.allRefused(SecretUnavailable.Reason.UNOPENABLE),
                "every length, and one byte more: " + tried.sentence());
    }

    private Check unknown(WorkspaceId own, SecretRef ref, SealedRow row) {
        byte[] format = row.sealed().value().clone();
        format[0] = 9;
        SealedRow key = new SealedRow(row.terms(), 99, row.rowVersion(), row.latest(), row.sealed());
        Forgeries.Tried tried = forgeries.stored(own, ref, List.of(Forgeries.with(row, format), key));
        return Check.of(
                "secrets.unknown",
                tried.allRefused(SecretUnavailable.Reason.UNKNOWN_FORMAT, SecretUnavailable.Reason.UNKNOWN_KEY),
                "unknown format and key version: " + tried.sentence());
    }

    /** The row that was there before the last write, whole and in parts. */
    private Check rolledBack(WorkspaceId own, SecretRef ref, SealedRow old) {
        workspaces.within(own, () -> {
            vault.put(ref, TERMS, OTHER_TEXT);
            return true;
        });
        SealedRow now = forgeries.row(own, ref);
        SealedRow inNewClothes =
                new SealedRow(old.terms(), old.keyVersion(), now.rowVersion(), now.latest(), old.sealed());
        Forgeries.Tried tried = forgeries.stored(own, ref, List.of(old, inNewClothes));
        return Check.of(
                "secrets.rolled-back",
                tried.allRefused(SecretUnavailable.Reason.ROLLED_BACK, SecretUnavailable.Reason.UNOPENABLE),
                "an old row put back: " + tried.sentence());
    }

    private Check tooLong(WorkspaceId own) {
        SecretRef long1 = new SecretRef(UUID.randomUUID(), "long");
        int taken = 0;
        for (int length : new int[] {0, Envelope.LONGEST + 1, 1 << 20}) {
            try {
                workspaces.within(own, () -> {
                    vault.store(long1, TERMS, new byte[length], ACTOR);
                    return true;
                });
                taken++;
            } catch (IllegalArgumentException _) {
                // as it should be
            }
        }
        return Check.of("secrets.too-long", taken == 0, "empty, 64 KiB and a byte, 1 MiB: " + taken + " taken");
    }

    /** Nothing that the type shows, and no error's text or trace, has the value in it. */
    private Check redacted(WorkspaceId own, SecretRef ref) {
        String text = new String(OTHER_TEXT, StandardCharsets.US_ASCII);
        List<String> shown = new ArrayList<>();
        workspaces.within(own, () -> {
            vault.of(ref.owner()).forEach(facts -> shown.add(facts.toString()));
            return vault.open(ref, PURPOSE, secret -> shown.add(secret + " " + secret.hashCode()));
        });
        try {
            keys.sets().of(own.value()).open(dev.mullion.keys.Part.WEB, 1, OTHER_TEXT, TEXT);
        } catch (RuntimeException e) {
            java.io.StringWriter trace = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(trace));
            shown.add(trace.toString());
        }
        long telling = shown.stream().filter(line -> line.contains(text)).count();
        return Check.of(
                "secrets.redacted",
                telling == 0 && shown.size() >= 3,
                shown.size() + " texts shown, " + telling + " with the value");
    }
}
