package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JudgedPlansTest {

    private static final String JOIN = """
            select a.x from generate_series(1, 1000) a (x) join generate_series(1, 1000) b (x) on a.x = b.x
            """;

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @Test
    void arePlansUnderTheSettingsThatTheStatementRunsWith() {
        var plans = new PlanSource(tenancy.globalPool);

        for (int turn = 0; turn < 10; turn++) {
            assertThat(plan(plans, Plans.KEPT)).contains("Nested Loop").doesNotContain("Merge Join", "Hash Join");
            assertThat(plan(plans, Plans.FITTED)).containsAnyOf("Merge Join", "Hash Join");
        }
    }

    @Test
    void areAskedForAsTheTransactionUnderWayPlans() {
        List<Plans> asked = new ArrayList<>();
        var guard = new StatementGuard(new PlanSource(tenancy.globalPool)) {
            @Override
            Verdict judge(String sql, Plans how) {
                asked.add(how);
                return super.judge(sql, how);
            }
        };
        var tenant = new TenantSql(new TenantDataSource(guard));
        WorkspaceId workspace = tenancy.newWorkspace().id();
        String text = "select count(*) from push where workspace_id = :workspace";

        for (Plans how : Plans.values()) {
            tenancy.workspaces.within(
                    workspace, how, () -> tenant.sql(text).query(Long.class).single());
        }

        assertThat(asked).containsExactly(Plans.values());
        assertThat(guard.ledger().statements()).isEqualTo(2);
    }

    private static String plan(PlanSource plans, Plans how) {
        return ((PlanSource.Explained) plans.explain(JOIN, how)).plan().toString();
    }
}
