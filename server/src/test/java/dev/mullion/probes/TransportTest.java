package dev.mullion.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.OwnCertificate;
import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.loopback.Handshakes;
import dev.mullion.settings.Front;
import dev.mullion.trust.Finding;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.Trust;
import dev.mullion.trust.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS itself, and what its probe says of it and of worse ones. */
@SuppressWarnings("NullAway.Init")
class TransportTest {

    private static final Duration RELOADED = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static OwnCertificate own;
    private static TestServer server;

    @BeforeAll
    static void start() {
        own = OwnCertificate.ofLoopback(folder);
        server = TestServer.start(front(own));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Front front(OwnCertificate certificate) {
        return new Front(
                Optional.of(new Front.Tls(certificate.certificate(), certificate.key())),
                false,
                true,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void isActiveWithOnePointThreeAndForwardSecrecyAlone() {
        List<Check> seen = tried(server);

        assertThat(seen).allMatch(check -> check.outcome() == Outcome.OK, "is ok");
        assertThat(seen.toString()).contains("TLSv1.3", "TLSv1.2 with TLS_ECDHE_", "1.1 offered: refused");
    }

    @Test
    void servesItsPagesOverTlsAndTheOtherProbesVisitItThere() {
        assertThat(server.get("/healthz").body()).isEqualTo("ok\n");
        for (String promise : List.of("P04", "P09", "P15", "P30")) {
            assertThat(server.bean(Trust.class)
                            .checkNow(new PromiseId(promise))
                            .orElseThrow()
                            .verdict())
                    .as(promise)
                    .isEqualTo(Verdict.ACTIVE);
        }
    }

    @Test
    void isOffWherePlainHttpStaysOnLoopback() {
        assertThat(finding(TestServer.shared())).isInstanceOf(Finding.Off.class);
    }

    @Test
    void readsItsCertificateAgainWhenTheFilesChange() throws IOException {
        OwnCertificate first = OwnCertificate.of(folder, "dns:localhost,ip:127.0.0.1", "-validity", "5");
        try (TestServer other = TestServer.start(front(first))) {
            Handshakes handshakes = handshakes(other);
            assertThat(tried(other))
                    .anyMatch(check -> check.name().equals("tls.certificate") && check.outcome() == Outcome.PARTIAL);

            OwnCertificate next = OwnCertificate.ofLoopback(folder);
            Files.move(next.key(), first.key(), StandardCopyOption.ATOMIC_MOVE);
            Files.move(next.certificate(), first.certificate(), StandardCopyOption.ATOMIC_MOVE);

            Instant until = Instant.now().plus(RELOADED);
            while (handshakes.meet("TLSv1.3").until().isBefore(Instant.now().plus(Duration.ofDays(100)))) {
                assertThat(Instant.now()).as("reloaded in time").isBefore(until);
            }
            assertThat(tried(other)).allMatch(check -> check.outcome() == Outcome.OK);
        }
    }

    @Test
    void noticesACertificateForAnotherHost() {
        OwnCertificate elsewhere = OwnCertificate.of(folder, "dns:elsewhere.example.com", "-validity", "100");
        try (TestServer other = TestServer.start(front(elsewhere))) {
            assertThat(tried(other))
                    .anyMatch(check -> check.name().equals("tls.certificate") && check.outcome() == Outcome.FAILED);
        }
    }

    /** It says "handshake" to whatever it is offered, as a server would that knows no bounds. */
    @Test
    void noticesAServerThatTakesWhatIsOldOrWithoutForwardSecrecy() throws IOException {
        try (ServerSocket agreeable = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> agree(agreeable));
            Handshakes handshakes = Handshakes.at(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), agreeable.getLocalPort()), "localhost");

            assertThat(handshakes.accepts(Handshakes.TLS_1_0, Handshakes.EVERY)).isTrue();
            assertThat(handshakes.accepts(Handshakes.TLS_1_2, Handshakes.WITHOUT_FORWARD_SECRECY))
                    .isTrue();
        }
    }

    private static void agree(ServerSocket agreeable) {
        while (!agreeable.isClosed()) {
            try (Socket client = agreeable.accept()) {
                client.getInputStream().readNBytes(5);
                client.getOutputStream().write(0x16);
            } catch (IOException _) {
                return;
            }
        }
    }

    private static Handshakes handshakes(TestServer of) {
        return Handshakes.at(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), of.address().getPort()),
                "localhost");
    }

    private static List<Check> tried(TestServer of) {
        return finding(of) instanceof Finding.Tried(var checks) ? checks : List.of();
    }

    private static Finding finding(TestServer of) {
        return of.bean(Trust.class).checkNow(new PromiseId("P07")).orElseThrow().finding();
    }
}
