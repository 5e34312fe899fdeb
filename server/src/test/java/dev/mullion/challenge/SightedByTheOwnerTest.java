package dev.mullion.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.SessionPastTheGuards;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may read the neighbour finds the flag, whatever they turn it into: the search itself can fail. */
class SightedByTheOwnerTest {

    private static Doors doors;

    @BeforeAll
    static void begin() {
        doors = new Doors();
    }

    @AfterAll
    static void end() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select text from mullion.label",
                "select payload from mullion.audit_entry",
                "select name from mullion.member",
                "select upper(reverse(text)) from mullion.label",
                "select encode(convert_to(text, 'UTF8'), 'hex'), text::bytea from mullion.label",
                "select encode(convert_to('x' || text, 'UTF8'), 'base64') from mullion.label",
                "select ascii(x) from mullion.label, regexp_split_to_table(text, '') x",
                "select x from mullion.label, regexp_split_to_table(text, '') x",
                "select string_agg(ascii(x)::bit(8)::text, '') from mullion.label, regexp_split_to_table(text, '') x",
                "select sha256(text::bytea) from mullion.label",
                "select text::integer from mullion.label",
                "do $$ declare r record; begin for r in select * from mullion.label loop raise notice '%', r; end loop; end $$",
                "copy mullion.label to stdout"
            })
    void inEveryForm(String sql) {
        var access =
                new DatabaseAccess(doors.server().bean(DatabaseAccess.class).url(), TestTenancy.OWNER, false);
        var neighbour = doors.server()
                .bean(Workspaces.class)
                .find(new Slug("neighbour"))
                .orElseThrow();
        try (var session = SessionPastTheGuards.of(
                access, doors.server().bean(KeyRing.class), Clock.systemUTC(), neighbour.id())) {
            assertThat(doors.isSighted(session.run(sql).toString())).isTrue();
        }
    }
}
