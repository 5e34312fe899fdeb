package dev.mullion.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlPromptTest {

    private static Doors doors;

    @BeforeAll
    static void begin() {
        doors = new Doors();
    }

    @AfterAll
    static void end() {
        doors.close();
    }

    @Test
    void showsTheOwnRowsAsTheAppsRole() throws Exception {
        try (Doors.Sql sql = doors.sql()) {
            assertThat(sql.say("select current_user, text from mullion.label"))
                    .isEqualTo("-- current_user | text\n mullion_app\tpane\n-- 1 rows\n");
            assertThat(sql.say("select current_setting('mullion.context')")).contains(doors.sample());
        }
    }

    @Test
    void takesAStatementOfSeveralLinesAndSaysWhyOneWasRefused() throws Exception {
        try (Doors.Sql sql = doors.sql()) {
            assertThat(sql.say("select 1\n  + 1\n;")).contains("\n 2\n");
            assertThat(sql.say("set role mullion_owner"))
                    .isEqualTo("-- refused: 42501 ERROR: permission denied to set role \"mullion_owner\"\n");
            assertThat(sql.say("select E'a\\tb\\nc\\\\d'")).contains("\n a\\tb\\nc\\\\d\n");
        }
    }

    @Test
    void keepsATransactionThatWasBegunByHandAndNoOther() throws Exception {
        try (Doors.Sql sql = doors.sql()) {
            sql.say("insert into mullion.label values ('" + doors.sample() + "', 'repository', 5, 'mine', now())");
            assertThat(sql.say("select count(*) from mullion.label")).contains("\n 2\n");
            sql.say("begin");
            sql.say("delete from mullion.label where external_id = 5");
            assertThat(sql.say("select count(*) from mullion.label")).contains("\n 1\n");
            assertThat(sql.say("select 1 / 0")).contains("22012");
            assertThat(sql.say("select 1")).contains("25P02");
            sql.say("rollback");
            assertThat(sql.say("select count(*) from mullion.label")).contains("\n 2\n");
            sql.say("delete from mullion.label where external_id = 5");
        }
    }

    @Test
    void connectsAnewWhenTheDatabaseSessionEnded() throws Exception {
        try (Doors.Sql sql = doors.sql()) {
            String backend = sql.say("select pg_backend_pid()");
            doors.asAdministrator(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mullion-challenge'");
            assertThat(sql.say("select 1")).contains("57P01");
            assertThat(sql.say("select text from mullion.label")).contains(" pane");
            assertThat(sql.say("select pg_backend_pid()")).isNotEqualTo(backend);
        }
    }

    @Test
    void showsAThousandRowsAtMost() throws Exception {
        try (Doors.Sql sql = doors.sql()) {
            assertThat(sql.say("select generate_series(1, 1000)")).endsWith("-- 1000 rows\n");
            assertThat(sql.say("select generate_series(1, 1001)")).endsWith("-- 1000 rows, and there are more\n");
        }
    }

    @Test
    void letsEightInAtOnce() throws Exception {
        List<Doors.Sql> inside = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                inside.add(doors.sql());
            }
            try (Doors.Sql ninth = doors.sql()) {
                assertThat(ninth.greeting()).contains("8 are inside");
            }
        } finally {
            for (Doors.Sql sql : inside) {
                sql.say("\\q");
                sql.close();
            }
        }
    }

    @Test
    void endsTheGameForTheFlagAndForNothingElse() throws Exception {
        try (Doors own = new Doors();
                Doors.Sql sql = own.sql()) {
            assertThat(sql.say("\\claim " + Flag.random().reveal())).contains("not the flag");
            assertThat(own.game().awaitEnd(Duration.ZERO)).isFalse();

            assertThat(sql.say("\\claim " + own.flag().reveal())).contains("That is the flag");
            assertThat(own.game().awaitEnd(Duration.ofSeconds(10))).isTrue();
        }
    }
}
