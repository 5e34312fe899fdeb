package dev.mullion.residue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.Mullion;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.cli.Installation;
import dev.mullion.keys.MasterKey;
import dev.mullion.residue.LeakyFilter.Leak;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The verification on a whole installation with the embedded database, which can be told to be careless. */
@SuppressWarnings("NullAway.Init")
class ResidueVerificationTest {

    private static Path data;
    private static Installation installation;
    private static ResidueVerification verification;
    private static LeakyFilter leaky;

    @BeforeAll
    static void start() throws IOException {
        data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "residue");
        MasterKey key = MasterKey.create(data.resolve("master.key"));
        URI address = URI.create("http://127.0.0.1:1");
        var settings = new Settings(
                0, address, address, data, Optional.empty(), data.resolve("master.key"), Optional.empty(), 1_000);
        System.setProperty("spring.profiles.active", LeakyFilter.PROFILE);
        try {
            installation = Installation.start(Mullion.class, settings, key, Clock.systemUTC());
        } finally {
            System.clearProperty("spring.profiles.active");
        }
        verification = installation.context().getBean(ResidueVerification.class);
        leaky = installation.context().getBean(LeakyFilter.class);
    }

    @AfterAll
    static void stop() throws IOException {
        installation.close();
        FileSystemUtils.deleteRecursively(data);
    }

    @AfterEach
    void careful() {
        leaky.leakInto(Leak.NONE);
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
        assertThat(data.toFile().list()).noneMatch(name -> name.startsWith("heap-"));
    }

    @Test
    void noticesATitleThatBecameALabel() {
        Map<String, Check> checks = runWith(Leak.LABEL);

        assertThat(failed(checks)).contains("residue.tables", "residue.wal");
        assertThat(Objects.requireNonNull(checks.get("residue.tables")).detail())
                .contains("table label", "pull_request.title");
    }

    @Test
    void noticesATitleInTheLog() {
        assertThat(failed(runWith(Leak.LOG))).containsExactly("residue.server-log");
    }

    @Test
    void noticesATitleInATemporaryFile() {
        assertThat(failed(runWith(Leak.TEMPORARY_FILE))).containsExactly("residue.temp-files");
    }

    @Test
    void noticesATitleInMemory() {
        assertThat(failed(runWith(Leak.MEMORY))).containsExactly("residue.heap");
    }

    @Test
    void noticesThatTheReadBufferIsNoLongerWiped() {
        Pipeline pipeline = tomcat().getTomcat().getEngine().getPipeline();
        Valve wipe = Arrays.stream(pipeline.getValves())
                .filter(valve -> valve.getClass().getSimpleName().equals("ReadBufferWipe"))
                .findFirst()
                .orElseThrow();
        pipeline.removeValve(wipe);
        try {
            assertThat(failed(runWith(Leak.NONE))).containsExactly("residue.heap");
        } finally {
            pipeline.addValve(wipe);
        }
    }

    private static TomcatWebServer tomcat() {
        var context = (WebServerApplicationContext) installation.context();
        return (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
    }

    private static Map<String, Check> runWith(Leak leak) {
        leaky.leakInto(leak);
        return verification.run().stream().collect(Collectors.toMap(Check::name, check -> check));
    }

    private static List<String> failed(Map<String, Check> checks) {
        return checks.values().stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .map(Check::name)
                .toList();
    }
}
