package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.Attack;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What work, locks, sizes and statistics tell A of B. */
class SideChannelTest {

    private static final long PRESENT = 4_711;
    private static final long ABSENT = 9_999_999;
    private static final int LOOK_UPS = 20_000;

    private static TestTenancy tenancy;
    private static WorkspaceId a;
    private static WorkspaceId b;

    @BeforeAll
    static void build() throws SQLException {
        tenancy = TestTenancy.create();
        a = tenancy.newWorkspace().id();
        b = tenancy.newWorkspace().id();
        fill(a, 1, 50);
        fill(b, 1_000, 8_000);
        tenancy.execute(tenancy.administrator(), "analyze mullion.repository");
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    private static void fill(WorkspaceId workspace, int from, int rows) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, workspace)) {
            assertThat(injected.tried(
                            "insert into mullion.repository (workspace_id, id, private, archived, fork, as_of) select '"
                                    + workspace.value() + "', g, true, false, false, now() from generate_series(" + from
                                    + ", " + (from + rows - 1) + ") g"))
                    .containsExactly(rows + " rows");
            injected.connection().commit();
        }
    }

    /** The tenant is an index condition, so a look-up never comes near another's rows: same pages, no row removed. */
    @Test
    @Attack({"isolation-33", "isolation-35"})
    void aLookUpDoesTheSameWorkWhetherAnotherHasTheRowOrNot() throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            workOf(injected, PRESENT);
            workOf(injected, ABSENT);
            String present = workOf(injected, PRESENT);

            assertThat(present)
                    .contains("Index Cond")
                    .contains("workspace_id = ")
                    .doesNotContain("Rows Removed");
            assertThat(present).isEqualTo(workOf(injected, ABSENT));
        }
    }

    private static String workOf(InjectedSql injected, long id) throws SQLException {
        return String.join(
                        "\n",
                        injected.tried("explain (analyze, buffers, timing off, summary off, costs off)"
                                + " select private from mullion.repository where id = " + id))
                .replace(Long.toString(id), "ID")
                .replaceAll("(?s)Planning:.*", "");
    }

    /**
     * Were values compared first, the tenant would be asked only where some tenant has one, and the plan would show it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"id >= %1$s and id <= %1$s", "id in (%1$s, 0)", "id between %1$s and %1$s"})
    @Attack({"isolation-33", "isolation-35"})
    void theTenantIsAskedBeforeAnyValueIsCompared(String comparison) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            injected.tried("set local enable_indexscan = off");
            injected.tried("set local enable_indexonlyscan = off");
            injected.tried("set local enable_bitmapscan = off");
            for (long id : List.of(PRESENT, ABSENT)) {
                assertThat(String.join(
                                "\n",
                                injected.tried("explain (analyze, buffers off, timing off, summary off, costs off)"
                                        + " select private from mullion.repository where " + comparison.formatted(id))))
                        .contains("Filter: ((workspace_id = ")
                        .doesNotContain("never executed");
            }
        }
    }

    /** Estimates of EXPLAIN come from samples of all tenants' rows. */
    @Test
    @Attack("isolation-35")
    void noSamplesOfFreeTextAreKept() throws SQLException {
        try (var connection = tenancy.connectAs(tenancy.administrator());
                var rows = connection.createStatement().executeQuery("""
                        select c.relname || '.' || a.attname
                          from pg_attribute a join pg_class c on c.oid = a.attrelid
                         where c.relnamespace = 'mullion'::regnamespace
                           and c.relname in ('label', 'member', 'audit_event', 'api_token', 'canary')
                           and a.attname in ('text', 'name', 'email', 'detail', 'subject', 'actor', 'created_by', 'note')
                           and a.attstattarget is distinct from 0
                        """)) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    @Attack("isolation-33")
    void timeDoesNotTellWhetherAnotherHasTheRow() throws SQLException {
        assumeTrue(
                Boolean.getBoolean("mullion.long"),
                "20,000 timed look-ups run with -Dmullion.long=true on a quiet machine");
        try (var injected = InjectedSql.in(tenancy, a);
                var lookUp =
                        injected.connection().prepareStatement("select private from mullion.repository where id = ?")) {
            List<long[]> samples = new ArrayList<>();
            for (int i = 0; i < LOOK_UPS + 2_000; i++) {
                boolean present = i % 2 == 0;
                long nanos = time(lookUp, present ? PRESENT : ABSENT);
                if (i >= 2_000) {
                    samples.add(new long[] {nanos, present ? 1 : 0});
                }
            }
            assertThat(mannWhitney(samples))
                    .as("p of the two-sided Mann-Whitney test")
                    .isGreaterThan(0.01);
        }
    }

    private static long time(PreparedStatement lookUp, long id) throws SQLException {
        lookUp.setLong(1, id);
        long start = System.nanoTime();
        lookUp.executeQuery().close();
        return System.nanoTime() - start;
    }

    /** Normal approximation; times in nanoseconds hardly tie, so ties are not corrected for. */
    private static double mannWhitney(List<long[]> samples) {
        samples.sort(Comparator.comparingLong(sample -> sample[0]));
        double ranks = 0;
        double n = samples.size() / 2.0;
        for (int i = 0; i < samples.size(); i++) {
            ranks += samples.get(i)[1] * (i + 1.0);
        }
        double z = Math.abs(ranks - n * (n + 1) / 2 - n * n / 2) / Math.sqrt(n * n * (2 * n + 1) / 12);
        return 2 * (1 - cumulativeNormal(z));
    }

    /** Abramowitz and Stegun, 26.2.17. */
    private static double cumulativeNormal(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * tail;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*)::text from pg_stat_activity",
                "select count(*)::text from pg_stat_user_tables",
                "select count(*)::text from pg_statio_user_tables",
                "select count(*)::text from pg_locks",
                "select count(*)::text from pg_stats",
                "select count(*)::text from pg_statistic",
                "select count(*)::text from pg_cursors",
                "select reltuples::text from pg_class limit 1",
                "select relpages::text from pg_class limit 1",
                "select pg_relation_size('mullion.repository')::text",
                "select pg_total_relation_size('mullion.repository')::text",
                "select pg_database_size(current_database())::text",
                "select pg_stat_get_live_tuples('mullion.repository'::regclass)::text",
                "select pg_stat_get_activity(null)::text"
            })
    @Attack("isolation-35")
    void statisticsAndSizesAreClosed(String sql) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried(sql)).containsExactly("42501");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from mullion.repository tablesample system (100) where id >= 1000",
                "select id from mullion.repository tablesample bernoulli (100) where id >= 1000",
                "select id from mullion.repository where ctid >= '(0,0)' and id >= 1000",
                "select id from mullion.repository where ctid = any (array['(0,60)', '(0,61)', '(1,1)']::tid[]) and id >= 1000",
                "select id from mullion.repository where id >= 1000 for update skip locked",
                "select id from only mullion.repository where id >= 1000",
                "table mullion.repository offset 50"
            })
    @Attack("isolation-38")
    void noWayOfScanningComesToAnothersRows(String sql) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried(sql)).isEmpty();
        }
    }

    @Test
    @Attack("isolation-38")
    void locksOfAnotherAreNotSeen() throws SQLException {
        try (var busy = InjectedSql.in(tenancy, b);
                var injected = InjectedSql.in(tenancy, a)) {
            assertThat(busy.tried("select id from mullion.repository for update"))
                    .hasSize(8_000);
            assertThat(injected.tried("select id from mullion.repository for update skip locked"))
                    .hasSize(50);
            assertThat(injected.tried("select id from mullion.repository for update nowait"))
                    .hasSize(50);
        }
    }

    @Test
    @Attack("isolation-38")
    void aPartitionByItsOwnNameIsAsClosedAsTheTable() throws SQLException {
        tenancy.execute(TestTenancy.OWNER, """
                create table mullion.piece (workspace_id uuid not null, id uuid not null, primary key (workspace_id, id))
                    partition by hash (workspace_id);
                create table mullion.piece_0 partition of mullion.piece for values with (modulus 1, remainder 0);
                select mullion.protect('mullion.piece'), mullion.protect('mullion.piece_0')
                """);
        try (var injected = InjectedSql.in(tenancy, b)) {
            assertThat(injected.tried("insert into mullion.piece values ('" + b.value() + "', gen_random_uuid())"))
                    .containsExactly("1 rows");
            injected.connection().commit();
        }
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried("select id from mullion.piece_0")).isEmpty();
            assertThat(injected.tried("select id from mullion.piece")).isEmpty();
            assertThat(injected.tried("insert into mullion.piece_0 values ('" + b.value() + "', gen_random_uuid())"))
                    .containsExactly("42501");
        }
    }
}
