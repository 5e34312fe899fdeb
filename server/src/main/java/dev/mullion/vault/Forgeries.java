package dev.mullion.vault;

import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Offers the vault sealed rows that are not what they should be, and counts what it makes of them. */
final class Forgeries {

    private final Vault vault;
    private final SecretRows rows;
    private final CanaryWorkspaces canaries;
    private final Workspaces workspaces;
    private final Purpose purpose;

    Forgeries(Vault vault, SecretRows rows, CanaryWorkspaces canaries, Workspaces workspaces, Purpose purpose) {
        this.vault = vault;
        this.rows = rows;
        this.canaries = canaries;
        this.workspaces = workspaces;
        this.purpose = purpose;
    }

    /** What trying came to: reasons that were given, and whether all had one face. */
    record Tried(int tries, Set<SecretUnavailable.Reason> reasons, Set<String> messages, int opened) {

        Tried {
            reasons = Set.copyOf(reasons);
            messages = Set.copyOf(messages);
        }

        boolean allRefused(SecretUnavailable.Reason... expected) {
            return opened == 0 && reasons.equals(Set.of(expected)) && messages.size() == 1;
        }

        String sentence() {
            return tries + " tries, " + opened + " opened, reasons "
                    + reasons.toString().toLowerCase(Locale.ROOT) + ", " + messages.size() + " message";
        }
    }

    SealedRow row(WorkspaceId workspace, SecretRef ref) {
        return workspaces.within(workspace, () -> rows.find(ref).orElseThrow());
    }

    static SealedRow with(SealedRow row, byte[] sealed) {
        return new SealedRow(
                row.terms(), row.keyVersion(), row.rowVersion(), row.latest(), new SealedRow.Bytes(sealed));
    }

    /** Through the database: each is put in the place of the real row, which is put back at the end. */
    Tried stored(WorkspaceId workspace, SecretRef ref, List<SealedRow> forged) {
        SealedRow real = row(workspace, ref);
        Trial trial = new Trial();
        for (SealedRow each : forged) {
            workspaces.within(workspace, () -> {
                canaries.overwrite(ref, each);
                trial.attempt(() -> vault.open(ref, purpose, _ -> true));
                canaries.overwrite(ref, real);
                return true;
            });
        }
        return trial.end(forged.size());
    }

    /** Thousands of forgeries go the same way without the round trips. */
    Tried inMemory(WorkspaceId workspace, SecretRef ref, List<SealedRow> forged) {
        Trial trial = new Trial();
        for (SealedRow each : forged) {
            trial.attempt(() -> vault.opened(workspace, ref, each));
        }
        return trial.end(forged.size());
    }

    private static final class Trial {

        private final Set<SecretUnavailable.Reason> reasons = new HashSet<>();
        private final Set<String> messages = new HashSet<>();
        private int opened;

        void attempt(Runnable work) {
            try {
                work.run();
                opened++;
            } catch (SecretUnavailable e) {
                reasons.add(e.reason());
                messages.add(String.valueOf(e.getMessage()));
            }
        }

        Tried end(int tries) {
            return new Tried(tries, reasons, messages, opened);
        }
    }
}
