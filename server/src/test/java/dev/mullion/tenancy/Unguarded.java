package dev.mullion.tenancy;

import java.util.List;

/** The statement guard removed: it lets everything pass and compares nothing. For tests of the layers behind it. */
final class Unguarded extends StatementGuard {

    Unguarded(TestTenancy tenancy) {
        super(new PlanSource(tenancy.globalPool));
    }

    @Override
    Verdict judge(String sql, Plans how) {
        return new Allowed(List.of());
    }

    static TenantSql sql(TestTenancy tenancy) {
        return new TenantSql(new TenantDataSource(new Unguarded(tenancy)));
    }
}
