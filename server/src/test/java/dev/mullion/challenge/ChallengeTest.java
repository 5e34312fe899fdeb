package dev.mullion.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.Attack;
import dev.mullion.tenancy.Pooler;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mullion plays against itself: every trick through the two doors that a player has, and the flag in no answer. */
class ChallengeTest {

    static final List<Trick> TRICKS = Stream.of(
                    CatalogueTricks.ALL,
                    SessionTricks.ALL,
                    PoolTricks.ALL,
                    DataTricks.ALL,
                    VolumeTricks.ALL,
                    HttpTricks.ALL,
                    LabTricks.ALL)
            .flatMap(List::stream)
            .toList();

    private static Doors doors;

    @BeforeAll
    static void begin() throws Exception {
        doors = new Doors();
        doors.sampled();
    }

    @AfterAll
    static void end() {
        doors.close();
    }

    @Test
    @Attack("isolation-1")
    void copiesAndPartitions() throws Exception {
        findsNothing("isolation-1");
    }

    @Test
    @Attack("isolation-2")
    void everythingThatCanBeSelected() throws Exception {
        findsNothing("isolation-2");
    }

    @Test
    @Attack("isolation-3")
    void strongerRoles() throws Exception {
        findsNothing("isolation-3");
    }

    @Test
    @Attack("isolation-4")
    void privilegesForEverybody() throws Exception {
        findsNothing("isolation-4");
    }

    @Test
    @Attack("isolation-5")
    void keysOfAnother() throws Exception {
        findsNothing("isolation-5");
    }

    @Test
    @Attack("isolation-6")
    void parentsOfAnother() throws Exception {
        findsNothing("isolation-6");
    }

    @Test
    @Attack("isolation-7")
    void rowsMovedHere() throws Exception {
        findsNothing("isolation-7");
    }

    @Test
    @Attack("isolation-8")
    void policiesOfOnesOwn() throws Exception {
        findsNothing("isolation-8");
    }

    @Test
    @Attack("isolation-9")
    void theFloor() throws Exception {
        findsNothing("isolation-9");
    }

    @Test
    @Attack("isolation-10")
    void functionsOfOnesOwn() throws Exception {
        findsNothing("isolation-10");
    }

    @Test
    @Attack("isolation-11")
    void functionsOfSomebodyElse() throws Exception {
        findsNothing("isolation-11");
    }

    @Test
    @Attack("isolation-12")
    void views() throws Exception {
        findsNothing("isolation-12");
    }

    @Test
    @Attack("isolation-13")
    void rulesAndTriggers() throws Exception {
        findsNothing("isolation-13");
    }

    @Test
    @Attack("isolation-14")
    void logicalDecoding() throws Exception {
        findsNothing("isolation-14");
    }

    @Test
    @Attack("isolation-15")
    void filesProgramsAndExtensions() throws Exception {
        findsNothing("isolation-15");
    }

    @Test
    @Attack("isolation-16")
    void severalStatementsInOneText() throws Exception {
        findsNothing("isolation-16");
    }

    @Test
    @Attack("isolation-17")
    void noContext() throws Exception {
        findsNothing("isolation-17");
    }

    @Test
    @Attack("isolation-18")
    void oddContexts() throws Exception {
        findsNothing("isolation-18");
    }

    @Test
    @Attack("isolation-19")
    void setConfigInEveryPlace() throws Exception {
        findsNothing("isolation-19");
    }

    @Test
    @Attack("isolation-20")
    void settingsAndRoles() throws Exception {
        findsNothing("isolation-20");
    }

    @Test
    @Attack("isolation-21")
    void preparedPlans() throws Exception {
        findsNothing("isolation-21");
    }

    @Test
    @Attack("isolation-22")
    void savepoints() throws Exception {
        findsNothing("isolation-22");
    }

    @Test
    @Attack("isolation-23")
    void errorsInBetween() throws Exception {
        findsNothing("isolation-23");
    }

    @Test
    @Attack("isolation-24")
    void cancelledStatements() throws Exception {
        findsNothing("isolation-24");
    }

    @Test
    @Attack("isolation-25")
    void connectionsThatEnd() throws Exception {
        findsNothing("isolation-25");
    }

    @Test
    @Attack("isolation-26")
    void readingAfterTheCommit() throws Exception {
        findsNothing("isolation-26");
    }

    @Test
    @Attack("isolation-27")
    void whatStaysOnAConnection() throws Exception {
        findsNothing("isolation-27");
    }

    @Test
    @Attack("isolation-28")
    void aPoolerInBetween() throws Exception {
        assumeTrue(Pooler.isInstalled(), "pgbouncer is not installed; .ci/run installs it");
        findsNothing("isolation-28");
    }

    @Test
    @Attack("isolation-29")
    void twoSessionsTurnAbout() throws Exception {
        findsNothing("isolation-29");
    }

    @Test
    @Attack("isolation-30")
    void writingMovingMerging() throws Exception {
        findsNothing("isolation-30");
    }

    @Test
    @Attack("isolation-31")
    void parentsAndChildren() throws Exception {
        findsNothing("isolation-31");
    }

    @Test
    @Attack("isolation-32")
    void duplicates() throws Exception {
        findsNothing("isolation-32");
    }

    @Test
    @Attack("isolation-33")
    void existence() throws Exception {
        findsNothing("isolation-33");
    }

    @Test
    @Attack("isolation-34")
    void errorTexts() throws Exception {
        findsNothing("isolation-34");
    }

    @Test
    @Attack("isolation-35")
    void statisticsAndEstimates() throws Exception {
        findsNothing("isolation-35");
    }

    @Test
    @Attack("isolation-36")
    void volume() throws Exception {
        findsNothing("isolation-36");
    }

    @Test
    @Attack("isolation-37")
    void aggregates() throws Exception {
        findsNothing("isolation-37");
    }

    @Test
    @Attack("isolation-38")
    void otherWaysToTheSameRows() throws Exception {
        findsNothing("isolation-38");
    }

    @Test
    @Attack("isolation-39")
    void unprotectedTables() throws Exception {
        findsNothing("isolation-39");
    }

    @Test
    @Attack("isolation-40")
    void dumps() throws Exception {
        findsNothing("isolation-40");
    }

    @Test
    @Attack("isolation-41")
    void theNeighboursAddresses() throws Exception {
        findsNothing("isolation-41");
    }

    @Test
    @Attack("isolation-42")
    void twoTenantsInOneRequest() throws Exception {
        findsNothing("isolation-42");
    }

    @Test
    @Attack("isolation-44")
    void aWayMadeBySql() throws Exception {
        findsNothing("isolation-44");
    }

    @Test
    @Attack("isolation-45")
    void fieldsThatNobodyOffered() throws Exception {
        findsNothing("isolation-45");
    }

    @Test
    @Attack("isolation-46")
    void filtersSortsAndCursors() throws Exception {
        findsNothing("isolation-46");
    }

    @Test
    @Attack("isolation-47")
    void otherSpellings() throws Exception {
        findsNothing("isolation-47");
    }

    /** What worked against row security as textbooks have it, and must not here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab-1", "lab-2", "lab-3", "lab-4", "lab-5", "lab-6", "lab-7", "lab-8", "lab-9", "lab-10", "lab-11"
            })
    @Attack({"lab-1", "lab-2", "lab-3", "lab-4", "lab-5", "lab-6", "lab-7", "lab-8", "lab-9", "lab-10", "lab-11"})
    void labFindings(String finding) throws Exception {
        findsNothing(finding);
    }

    @Test
    void everyTrickIsPlayedAndEveryCaseUpToFortyHasOne() {
        assertThat(TRICKS.stream().map(Trick::attack).collect(Collectors.toSet()))
                .isEqualTo(Stream.of(ChallengeTest.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Attack.class))
                        .flatMap(method ->
                                Stream.of(method.getAnnotation(Attack.class).value()))
                        .collect(Collectors.toSet()))
                .containsAll(IntStream.rangeClosed(1, 40)
                        .mapToObj(number -> "isolation-" + number)
                        .toList())
                .containsAll(IntStream.rangeClosed(1, 11)
                        .mapToObj(number -> "lab-" + number)
                        .toList());
    }

    private static void findsNothing(String attack) throws Exception {
        List<Trick> tricks =
                TRICKS.stream().filter(trick -> trick.attack().equals(attack)).toList();
        assertThat(tricks).isNotEmpty();
        for (Trick trick : tricks) {
            List<String> answers = trick.play().answers(doors);
            assertThat(answers).as(trick.name()).isNotEmpty().noneMatch(doors::isSighted);
        }
        assertThat(doors.isHiddenStill()).isTrue();
    }
}
