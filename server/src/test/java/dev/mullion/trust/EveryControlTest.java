package dev.mullion.trust;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.mullion.TestServer;
import dev.mullion.settings.Settings;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Every probe on a server where nothing is broken: on the shared one others damage rows on purpose. */
class EveryControlTest {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.mullion");

    private static final FileAppender<ILoggingEvent> LOG = new FileAppender<>();

    private static TestServer server;

    @BeforeAll
    static void aServerWithOneHookAndALog() {
        server = TestServer.start();
        server.endpoint(server.newWorkspace());
        write(server.bean(Settings.class).data().resolve("mullion.log"));
    }

    /** The tests' own logging goes to no file; a server's does, and P06 searches it. */
    private static void write(Path file) {
        var line = new PatternLayoutEncoder();
        line.setContext(ROOT.getLoggerContext());
        line.setPattern("%d %level %logger %msg%n%ex");
        line.start();
        LOG.setContext(ROOT.getLoggerContext());
        LOG.setEncoder(line);
        LOG.setFile(file.toString());
        LOG.start();
        ROOT.addAppender(LOG);
        OURS.setLevel(Level.INFO);
    }

    @AfterAll
    static void stop() {
        ROOT.detachAppender(LOG);
        LOG.stop();
        OURS.setLevel(null);
        server.close();
    }

    static Stream<PromiseId> checked() {
        return server.bean(Trust.class).checked().stream();
    }

    @ParameterizedTest
    @MethodSource("checked")
    void holdsWhereNothingIsBroken(PromiseId promise) {
        Evidence seen = server.bean(Trust.class).checkNow(promise).orElseThrow();

        assertThat(seen.verdict()).as("%s saw %s", promise, seen.finding()).isNotEqualTo(Verdict.FAILED);
    }
}
