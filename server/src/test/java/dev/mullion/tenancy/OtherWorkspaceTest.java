package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a valid context of A and any SQL: what can be done to B, and what can be learned of it. */
@ParameterizedClass
@EnumSource(Road.class)
class OtherWorkspaceTest {

    @SuppressWarnings("unused") // what the class is run with; the building takes it
    @Parameter
    private Road road;

    private static TestTenancy tenancy;
    private WorkspaceId a;
    private WorkspaceId b;
    private Canaries.Canary ofA;
    private Canaries.Canary ofB;

    @BeforeParameterizedClassInvocation
    static void build(Road road) {
        tenancy = road.tenancy();
    }

    @AfterParameterizedClassInvocation
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void twoWorkspaces() {
        a = tenancy.newWorkspace().id();
        b = tenancy.newWorkspace().id();
        var canaries = new Canaries(tenancy.workspaces, tenancy.tenant);
        ofA = canaries.plantIn(a);
        ofB = canaries.plantIn(b);
        tenancy.addLabel(a, 1, "of a");
        tenancy.addLabel(b, 1, "of b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into mullion.canary values ('{b}', gen_random_uuid(), null, '')",
                "insert into mullion.canary values ('{b}', '{row of b}', null, '') on conflict (workspace_id, id) do update set note = 'stolen'",
                "insert into mullion.canary values ('{b}', '{row of b}', null, '') on conflict do nothing",
                "update mullion.canary set workspace_id = '{b}' where id = '{row of a}'",
                "merge into mullion.canary c using (select 1) s on c.id = '{row of b}' when not matched then insert values ('{b}', '{row of b}', null, '')",
                "with gone as (insert into mullion.canary values ('{b}', gen_random_uuid(), null, '') returning 1) select 1"
            })
    @Attack("isolation-30")
    void writingIntoAnotherIsDenied(String sql) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried(filled(sql))).containsExactly("42501");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update mullion.canary set note = 'stolen' where id = '{row of b}'",
                "update mullion.canary set note = 'stolen' where workspace_id = '{b}'",
                "delete from mullion.canary where id = '{row of b}'",
                "merge into mullion.canary c using (select 1) s on c.id = '{row of b}' when matched then update set note = 'stolen'",
                "merge into mullion.canary c using (select 1) s on c.id = '{row of b}' when matched then delete"
            })
    @Attack("isolation-30")
    void changingAnothersRowFindsNone(String sql) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried(filled(sql))).containsExactly("0 rows");
        }
    }

    @Test
    @Attack("isolation-31")
    void aChildCannotPointAtAnothersParent() throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            String child = "insert into mullion.canary values ('{a}', gen_random_uuid(), '%s', '')";
            String toOther = injected.errorOf(filled(child.formatted(ofB.row())));
            String toNobody = injected.errorOf(filled(child.formatted(new UUID(0, 1))));

            assertThat(toOther).startsWith("23503").doesNotContain("of b");
            assertThat(withoutValues(toOther)).isEqualTo(withoutValues(toNobody));
            assertThat(injected.tried(filled(child.formatted(ofA.row())))).containsExactly("1 rows");
        }
    }

    /** The same id may be a parent in both: the child of one does not hold the parent of the other. */
    @Test
    @Attack("isolation-31")
    void deletingAParentDoesNotTouchAnothersChildren() throws SQLException {
        try (var injected = InjectedSql.in(tenancy, b)) {
            injected.tried(filled("insert into mullion.canary values ('{b}', '{row of a}', null, '')"));
            injected.tried(
                    filled("insert into mullion.canary values ('{b}', gen_random_uuid(), '{row of a}', 'child')"));
            injected.connection().commit();
        }
        try (var injected = InjectedSql.in(tenancy, a)) {
            assertThat(injected.tried(filled("delete from mullion.canary where id = '{row of a}'")))
                    .containsExactly("1 rows");
            injected.connection().commit();
        }
        try (var injected = InjectedSql.in(tenancy, b)) {
            assertThat(injected.tried("select note from mullion.canary where note = 'child'"))
                    .hasSize(1);
        }
    }

    @Test
    @Attack("isolation-32")
    void aDuplicateOfAnothersKeyIsNoDuplicate() throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            String insert = "insert into mullion.canary values ('{a}', '%s', null, '')";
            assertThat(injected.tried(filled(insert.formatted(ofB.row())))).containsExactly("1 rows");
            assertThat(injected.tried(filled(insert.formatted(UUID.randomUUID())) + " on conflict do nothing"))
                    .containsExactly("1 rows");
            assertThat(injected.tried(filled(insert.formatted(ofB.row())))).containsExactly("23505");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select text::int from mullion.label where external_id = 77",
                "select 1 / (length(text) - 6) from mullion.label where external_id = 77",
                "select regexp_replace('x', text, '') from mullion.label where external_id = 77",
                "select ('{\"x\":1}'::jsonb) @? text::jsonpath from mullion.label where external_id = 77",
                "select text::jsonb from mullion.label where external_id = 77",
                "select to_timestamp(text, 'YYYY') from mullion.label where external_id = 77",
                "insert into mullion.label values ('{a}', 'repository', 77, '', now())",
                "insert into mullion.label values ('{a}', 'repository', 77, 'x', now())",
                "insert into mullion.label values ('{b}', 'repository', 77, 'x', now())",
                "update mullion.label set text = text::int::text where external_id = 77",
                "select count(*) filter (where text::int > 0) from mullion.label where external_id = 77"
            })
    @Attack("isolation-34")
    void anErrorSaysTheSameWhetherAnotherHasTheValueOrNot(String sql) throws SQLException {
        try (var injected = InjectedSql.in(tenancy, a)) {
            injected.tried("set local enable_indexscan = off");
            injected.tried("set local enable_bitmapscan = off");
            String absent = injected.errorOf(filled(sql));
            tenancy.addLabel(b, 77, "(((((secret");
            assertThat(injected.errorOf(filled(sql))).isEqualTo(absent).doesNotContain("secret");
        }
    }

    @Test
    @Attack("isolation-37")
    void totalsAreOfTheOwnRowsWhateverTheOthersHave() throws SQLException {
        String totals = """
                select concat_ws(' ', count(*), sum(external_id), min(text), max(text),
                                 percentile_cont(0.5) within group (order by external_id), string_agg(text, ',')) from mullion.label
                """;
        try (var injected = InjectedSql.in(tenancy, a)) {
            var before = injected.tried(totals);
            for (int i = 100; i < 120; i++) {
                tenancy.addLabel(b, i, "zzz");
            }
            assertThat(injected.tried(totals)).isEqualTo(before).containsExactly("1 1 of a of a 1 of a");
        }
    }

    @Test
    @Attack("isolation-36")
    void anIdTellsTheMillisecondAndNothingOfTheVolume() {
        Clock noon = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
        UUID first = Uuid7.next(noon);
        UUID second = Uuid7.next(noon);

        assertThat(first.version()).isEqualTo(7);
        assertThat(first.getMostSignificantBits() >>> 16)
                .isEqualTo(noon.millis())
                .isEqualTo(second.getMostSignificantBits() >>> 16);
        assertThat(first.getLeastSignificantBits()).isNotEqualTo(second.getLeastSignificantBits());
    }

    private String filled(String sql) {
        return sql.replace("{a}", a.value().toString())
                .replace("{b}", b.value().toString())
                .replace("{row of a}", ofA.row().toString())
                .replace("{row of b}", ofB.row().toString());
    }

    private static String withoutValues(String error) {
        return error.replaceAll("[0-9a-f-]{36}", "-");
    }
}
