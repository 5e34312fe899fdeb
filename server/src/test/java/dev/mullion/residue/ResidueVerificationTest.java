package dev.mullion.residue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.residue.LeakyValve.Leak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verification on a whole installation with the embedded database, which can be told to be careless. */
@SuppressWarnings("NullAway.Init")
class ResidueVerificationTest {

    private static CarelessServer carelessServer;
    private static boolean leftAtTheStart;
    private static ResidueVerification verification;
    private static LeakyValve leaky;

    @BeforeAll
    static void start() throws IOException {
        carelessServer = CarelessServer.start();
        leftAtTheStart = Files.exists(carelessServer.data().resolve("heap-1"));
        verification = carelessServer.bean(ResidueVerification.class);
        leaky = carelessServer.bean(LeakyValve.class);
    }

    @AfterAll
    static void stop() throws IOException {
        carelessServer.close();
    }

    @AfterEach
    void careful() {
        leaky.leakInto(Leak.NONE);
    }

    /** Before any test asks for a dump, which would remove it as well. */
    @Test
    @Attack("secrets-12")
    void aDumpThatAKilledServerLeftIsGoneWhenTheNextOneRuns() {
        assertThat(leftAtTheStart).isFalse();
    }

    @Test
    @Attack("secrets-13")
    void findsNothingInAnyPlaceAndLeavesNothingBehind() {
        List<Check> checks = verification.run();

        assertThat(checks).allMatch(check -> check.outcome() == Outcome.OK, "is ok");
        assertThat(checks.stream().map(Check::name))
                .containsExactlyInAnyOrder(
                        "residue.sent",
                        "residue.tables",
                        "residue.data-files",
                        "residue.wal",
                        "residue.database-log",
                        "residue.server-log",
                        "residue.temp-files",
                        "residue.heap",
                        "residue.cleared");
        assertThat(carelessServer.data().toFile().list()).noneMatch(name -> name.startsWith("heap-"));
    }

    @Test
    void noticesATitleThatBecameALabel() {
        Map<String, Check> checks = runWith(Leak.LABEL);

        assertThat(failed(checks)).contains("residue.tables", "residue.wal");
        assertThat(Objects.requireNonNull(checks.get("residue.tables")).detail())
                .contains("table label", "pull_request.title");
    }

    @Test
    void noticesATitleInMemory() {
        assertThat(failed(runWith(Leak.MEMORY))).containsExactly("residue.heap");
    }

    @Test
    void findsNothingInALightRun() {
        assertThat(verification.light()).allMatch(seen -> seen.outcome() == Outcome.OK, "is ok");
    }

    /** A light run looks in the same places as a whole one, but for the files of the database and the heap. */
    @ParameterizedTest
    @CsvSource({"LABEL, residue.tables", "LOG, residue.server-log", "TEMPORARY_FILE, residue.temp-files"})
    void noticesATitleThatIsKeptInALightRunAlready(Leak leak, String check) {
        leaky.leakInto(leak);

        assertThat(failed(byName(verification.light()))).contains(check);
    }

    /** Played by a sandbox, which plants a canary of its own in every answer. */
    @Test
    void noticesWhatAVendorAnsweredInAFile() throws IOException {
        PlayedAnswers answers = carelessServer.bean(PlayedAnswers.class);
        assertThat(answers.read()).isEmpty();
        answers.carry(Mark.of("VENDORSMARK2"), List.of("stripe"));
        Path kept = Files.createTempFile("answer", ".json");
        try {
            Files.writeString(kept, "{\"name\":\"VENDORSMARK200\"}");

            assertThat(failed(byName(verification.light()))).containsExactly("residue.temp-files");
            assertThat(answers.read())
                    .singleElement()
                    .satisfies(check -> assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL))
                    .satisfies(check -> assertThat(check.detail()).contains("0 bytes of stripe"));
        } finally {
            Files.delete(kept);
            answers.carry(new Mark(), List.of());
        }
    }

    @Test
    void noticesAHookThatLooksAtNoSignature() {
        assertThat(verification.forged()).allMatch(seen -> seen.outcome() == Outcome.OK, "is ok");

        leaky.leakInto(Leak.TAKEN_UNREAD);

        assertThat(failed(byName(verification.forged()))).contains("signature.answers", "signature.arrived");
    }

    private static Map<String, Check> byName(List<Check> checks) {
        return checks.stream().collect(Collectors.toMap(Check::name, check -> check));
    }

    private static Map<String, Check> runWith(Leak leak) {
        leaky.leakInto(leak);
        return byName(verification.run());
    }

    private static List<String> failed(Map<String, Check> checks) {
        return checks.values().stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .map(Check::name)
                .toList();
    }
}
