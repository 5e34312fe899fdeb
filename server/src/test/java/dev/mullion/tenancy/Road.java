package dev.mullion.tenancy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How the server reaches its database: whatever keeps tenants apart must do so on both roads. */
enum Road {
    DIRECT,
    /** A pooler in transaction mode that shares four backends between all clients. */
    POOLER;

    TestTenancy tenancy() {
        if (this == DIRECT) {
            return TestTenancy.create();
        }
        assumeTrue(Pooler.isInstalled(), "pgbouncer is not installed; .ci/run installs it");
        try {
            TestPostgres.Database database = TestPostgres.createDatabase("pooled");
            return TestTenancy.behind(Pooler.ahead(database, 4), database);
        } catch (IOException e) {
            throw new UncheckedIOException("pgbouncer did not start", e);
        }
    }
}
