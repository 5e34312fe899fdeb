package dev.mullion.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.Attack;
import dev.mullion.tenancy.Pooler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One wall down at a time: what still holds against every trick, and that the tricks find the flag where none does. */
@Attack("isolation-58")
class BrokenWallsTest {

    private static final List<String> TABLES = List.of("label", "audit_entry", "member");

    /** Each trick against one wall of the three; the long run plays every trick against every wall. */
    private static final int PARTS = Boolean.getBoolean("mullion.long") ? 1 : 3;

    private static final Set<String> TELLING = Set.of(
            "only the table itself",
            "values in errors",
            "aggregates and windows",
            "dumping past row security",
            "odd contexts",
            "set_config in every place of a statement",
            "a prepared plan of another's time",
            "work that depends on another's values",
            "one set_config in a condition",
            "a context that was planned as if it never changed",
            "what crosses on a connection",
            "verbs that forget the policies",
            "a context that is forged, injected or used again",
            "a stray policy that lets everything through");

    private final Doors doors = new Doors();

    /** Its own game for each: where a wall is down, tricks change and delete what is behind it. */
    @BeforeEach
    void begin() throws Exception {
        doors.sampled();
        doors.asAdministrator("alter event trigger mullion_schema_rules disable");
    }

    @AfterEach
    void end() {
        doors.close();
    }

    @Test
    void withoutForceTheAppsRoleIsBoundStill() throws Exception {
        assertThat(sightedWith("alter table mullion.%s no force row level security", 0))
                .isEmpty();
    }

    @Test
    void withAStrayPolicyForEverythingTheFloorHolds() throws Exception {
        assertThat(sightedWith("create policy stray on mullion.%s to mullion_app using (true) with check (true)", 1))
                .isEmpty();
    }

    @Test
    void withoutTheFloorTheOwnPolicyHolds() throws Exception {
        assertThat(sightedWith("drop policy floor on mullion.%s", 2)).isEmpty();
    }

    @Test
    void withFunctionsAndStatisticsOpenTheRowsStayClosed() throws Exception {
        doors.asAdministrator("""
                grant execute on function lo_create(oid), pg_notify(text, text) to public;
                grant select on pg_stat_activity, pg_stat_all_tables to public
                """);

        assertThat(sighted(part(0))).isEmpty();
    }

    /** Of comparisons that cost the same PostgreSQL may run the one of values first, and EXPLAIN ANALYZE shows it. */
    @Test
    void withATenantThatIsNotAskedFirstTheWorkTells() throws Exception {
        doors.asAdministrator("alter function pg_catalog.uuid_eq(uuid, uuid) cost 1");

        assertThat(sighted(BrokenWallsTest::tellsOrIsOfTheApi))
                .contains("work that depends on another's values")
                .isSubsetOf(
                        "work that depends on another's values",
                        "a value that only one may have",
                        "estimates from everybody's rows");
    }

    /** What these tricks are for: if they found nothing here they would prove nothing anywhere. */
    @Test
    void withoutRowSecurityTheTricksFindTheFlagAndTheApiKeepsItStill() throws Exception {
        List<String> sighted = sightedWith("alter table mullion.%s disable row level security", -1);

        assertThat(sighted)
                .contains(
                        "only the table itself",
                        "values in errors",
                        "aggregates and windows",
                        "dumping past row security",
                        "set_config in every place of a statement",
                        "one set_config in a condition",
                        "what crosses on a connection",
                        "verbs that forget the policies",
                        "a stray policy that lets everything through")
                .doesNotContainAnyElementsOf(HttpTricks.ALL.stream()
                        .filter(trick -> !trick.name().contains("SQL"))
                        .map(Trick::name)
                        .toList());
    }

    @Test
    void withAContextThatNobodySignsTheTricksFindTheFlagAndTheApiKeepsItStill() throws Exception {
        doors.asAdministrator("""
                create or replace function mullion.workspace() returns uuid language sql stable security definer
                    set search_path = pg_catalog, pg_temp
                    as $$ select left(nullif(current_setting('mullion.context', true), ''), 36)::uuid $$
                """);

        assertThat(sighted(BrokenWallsTest::tellsOrIsOfTheApi))
                .contains(
                        "odd contexts",
                        "set_config in every place of a statement",
                        "a prepared plan of another's time",
                        "a context that was planned as if it never changed",
                        "a context that is forged, injected or used again")
                .doesNotContainAnyElementsOf(
                        HttpTricks.ALL.stream().map(Trick::name).toList());
    }

    @Test
    void withoutRowSecurityAPoolerIsAWayToo() throws Exception {
        assumeTrue(Pooler.isInstalled(), "pgbouncer is not installed; .ci/run installs it");
        doors.asAdministrator("alter table mullion.label disable row level security");

        assertThat(sighted(PoolTricks.ALL::contains))
                .containsExactly("one pooled connection", "two pooled connections");
    }

    @Test
    void withACounterThatEverybodySharesTheVolumeIsTold() throws Exception {
        doors.asAdministrator("create sequence mullion.counted");

        assertThat(sighted(VolumeTricks.ALL::contains)).containsExactly("counters that everybody shares");
    }

    /** @param part which tricks; -1 for those that find the flag where nothing holds, and those of the API */
    private List<String> sightedWith(String breaking, int part) throws Exception {
        for (String table : TABLES) {
            doors.asAdministrator(breaking.replace("%s", table));
        }
        return sighted(part < 0 ? BrokenWallsTest::tellsOrIsOfTheApi : part(part));
    }

    private static boolean tellsOrIsOfTheApi(Trick trick) {
        return PARTS == 1 || TELLING.contains(trick.name()) || HttpTricks.ALL.contains(trick);
    }

    private static Predicate<Trick> part(int part) {
        return trick -> ChallengeTest.TRICKS.indexOf(trick) % PARTS == part % PARTS;
    }

    private List<String> sighted(Predicate<Trick> chosen) throws Exception {
        List<String> sighted = new ArrayList<>();
        for (Trick trick : ChallengeTest.TRICKS) {
            if (chosen.test(trick)
                    && !trick.name().equals("everything that can be selected")
                    && trick.play().answers(doors).stream().anyMatch(doors::isSighted)) {
                sighted.add(trick.name());
            }
        }
        return sighted;
    }
}
