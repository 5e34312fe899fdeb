package dev.mullion.tenancy;

import dev.mullion.Attack;
import org.junit.jupiter.api.Test;

/** A cancelled request once left a reply on a pooled connection for the next user to read (ChatGPT, March 2023). */
class CancellationTest {

    @Test
    @Attack("isolation-24")
    void aCancelledReadNeverLeavesItsRowsToTheNext() throws Exception {
        try (TestTenancy tenancy = TestTenancy.create(2)) {
            WorkspaceId a = tenancy.newWorkspace().id();
            WorkspaceId b = tenancy.newWorkspace().id();
            tenancy.addLabel(a, 1, "of a");
            tenancy.addLabel(b, 1, "of b");
            Turns.taken(tenancy, a, b);

            Turns.cancelled(tenancy, a, b, Boolean.getBoolean("mullion.long") ? 1_000 : 100);

            Turns.taken(tenancy, a, b);
        }
    }
}
