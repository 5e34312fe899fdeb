package dev.mullion.audit;

import dev.mullion.tenancy.WorkspaceUnavailable;

/** Many at once: a workspace that has its share of the connections asks the rest to come again. */
final class AuditConcurrency {

    private AuditConcurrency() {}

    static void patiently(Runnable work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (WorkspaceUnavailable busy) {
                if (attempt == 50) {
                    throw busy;
                }
            }
        }
    }
}
