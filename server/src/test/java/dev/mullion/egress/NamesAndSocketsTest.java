package dev.mullion.egress;

import static dev.mullion.egress.TestEgress.TEXT;
import static dev.mullion.egress.TestVendor.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mullion.Attack;
import dev.mullion.OwnCertificate;
import dev.mullion.egress.Outcome.Answered;
import dev.mullion.egress.Outcome.Refusal;
import dev.mullion.egress.Outcome.Refused;
import dev.mullion.egress.Outcome.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a test resolves, and sockets that come out at its vendor wherever they are sent. */
class NamesAndSocketsTest {

    private static final String NAME = "api.vendor.example";
    private static final Endpoint ENDPOINT = Endpoint.get(Origin.https(NAME), "/list");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("140.82.112.5");

    @TempDir
    private static Path folder;

    private static OwnCertificate certificate = new OwnCertificate(Path.of("none"), Path.of("none"));

    @BeforeAll
    static void certificate() {
        certificate = OwnCertificate.of(folder, "dns:" + NAME, "-validity", "10");
    }

    private static Outcome<String> ask(Resolver resolver, TestEgress.Led led, SSLContext trusted) {
        var ground = new Wire.Ground(trusted, led::socket, Duration.ofSeconds(2));
        try (Egress egress = TestEgress.on(new HandTime(), Set.of(), resolver, ground)) {
            return egress.client(TestEgress.permit(ENDPOINT)).send(Call.get(ENDPOINT.address(List.of()), "a"), TEXT);
        }
    }

    @Test
    void goesToTheJudgedAddressUnderTheVendorsName() {
        try (TestVendor vendor = TestVendor.startTls(certificate, saying("HTTP/1.1 200 OK", "{}"))) {
            var led = new TestEgress.Led(vendor.port());

            assertThat(ask(_ -> List.of(PUBLIC), led, certificate.trusting())).isEqualTo(new Answered<>(200, "{}", 2));
            assertThat(led.asked).containsExactly(PUBLIC);
            assertThat(vendor.received().getFirst().headers()).containsEntry("host", NAME);
        }
    }

    /** Public when it is judged, the metadata of a cloud when it is asked again: it is not asked again. */
    @Test
    @Attack("reliability-27")
    void aNameThatAnswersOtherwiseAMomentLaterChangesNothing() {
        Deque<InetAddress> answers = new ArrayDeque<>(List.of(PUBLIC, InetAddress.ofLiteral("169.254.169.254")));
        try (TestVendor vendor = TestVendor.startTls(certificate, saying("HTTP/1.1 200 OK", "{}"))) {
            var led = new TestEgress.Led(vendor.port());

            Outcome<String> outcome = ask(_ -> List.of(answers.remove()), led, certificate.trusting());

            assertThat(outcome).isInstanceOf(Answered.class);
            assertThat(answers).hasSize(1);
            assertThat(led.asked).containsExactly(PUBLIC);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.1", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.192",
                "192.168.0.1", "198.18.0.1", "240.0.0.1", "255.255.255.255", "::1", "::127.0.0.1", "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1", "2002:7f00:1::1", "2001:0:7f00:1::1", "fc00::1", "fd00:ec2::254", "2001:db8::1",
                        "100::1"
            })
    @Attack("reliability-26")
    void aNameThatLeadsInsideIsRefusedAloneAndBesideAGoodAddress(String inside) {
        InetAddress bad = InetAddress.ofLiteral(inside);
        var led = new TestEgress.Led(1);

        for (List<InetAddress> answer : List.of(List.of(bad), List.of(PUBLIC, bad), List.of(bad, PUBLIC))) {
            assertThat(ask(_ -> answer, led, TestEgress.trusted())).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.why()).isEqualTo(Refusal.ADDRESS);
                assertThat(refused.detail()).doesNotContain(inside);
            });
        }
        assertThat(led.asked).isEmpty();
    }

    @Test
    void theCertificateIsForTheNameAndTrusted() {
        OwnCertificate other = OwnCertificate.of(folder, "dns:other.vendor.example", "-validity", "10");
        try (TestVendor vendor = TestVendor.startTls(other, saying("HTTP/1.1 200 OK", "{}"))) {
            var led = new TestEgress.Led(vendor.port());

            assertThat(ask(_ -> List.of(PUBLIC), led, other.trusting())).isInstanceOf(Unreachable.class);
            assertThat(ask(_ -> List.of(PUBLIC), led, TestEgress.trusted())).isInstanceOf(Unreachable.class);
            assertThat(vendor.received()).isEmpty();
        }
    }

    /** The secret is asked for once the certificate was right, and not before. */
    @Test
    void noSecretIsOpenedForAHostThatIsNotThere() {
        OwnCertificate other = OwnCertificate.of(folder, "dns:other.vendor.example", "-validity", "10");
        try (TestVendor vendor = TestVendor.startTls(other, saying("HTTP/1.1 200 OK", "{}"))) {
            var ground =
                    new Wire.Ground(other.trusting(), new TestEgress.Led(vendor.port())::socket, Duration.ofSeconds(2));
            try (Egress egress = TestEgress.on(new HandTime(), Set.of(), _ -> List.of(PUBLIC), ground)) {
                Outcome<String> outcome = egress.client(TestEgress.permit(ENDPOINT))
                        .send(
                                Call.get(ENDPOINT.address(List.of()), "a").with(_ -> {
                                    throw new AssertionError("asked for the secret");
                                }),
                                TEXT);

                assertThat(outcome).isInstanceOf(Unreachable.class);
            }
        }
    }

    @Test
    void aNameWithoutAddressIsUnreachable() {
        var led = new TestEgress.Led(1);

        assertThat(ask(
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        led,
                        TestEgress.trusted()))
                .isInstanceOf(Unreachable.class);
        assertThat(ask(_ -> List.of(), led, TestEgress.trusted())).isInstanceOf(Unreachable.class);
        assertThat(led.asked).isEmpty();
    }

    @Test
    void aResolverThatNeverAnswersIsGivenUp() {
        CountDownLatch over = new CountDownLatch(1);
        JudgedAddresses addresses = new JudgedAddresses(
                _ -> {
                    try {
                        over.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of(PUBLIC);
                },
                Set.of(),
                Duration.ofMillis(200));
        try (addresses) {
            assertThat(catchThrowable(() -> addresses.resolve(NAME, 443)))
                    .isInstanceOf(UnknownHostException.class)
                    .isNotInstanceOf(JudgedAddresses.RefusedAddress.class)
                    .hasMessageContaining("in time");
        } finally {
            over.countDown();
        }
    }

    /** A name is asked for as it is whole: what the machine's resolver would put behind it is never tried. */
    @Test
    @Attack("reliability-31")
    void noSearchDomainIsTried() {
        assertThat(catchThrowable(() -> Resolver.ofThisMachine().resolve("mullion-no-such-host.invalid")))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("mullion-no-such-host.invalid.");
    }

    /** Java asks the selector, which reads properties and PAC files, for every socket that is made without a word. */
    @Test
    @Attack("reliability-31")
    void noProxyOfTheMachineIsAsked() throws IOException {
        ProxySelector machine = ProxySelector.getDefault();
        try (TestVendor vendor = TestVendor.start(saying("HTTP/1.1 200 OK", "vendor"));
                Egress egress = TestEgress.to(new HandTime(), vendor);
                Socket careless = new Socket()) {
            Recording recording = new Recording(machine, Thread.currentThread());
            ProxySelector.setDefault(recording);
            Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");

            assertThat(egress.client(TestEgress.permit(endpoint))
                            .send(Call.get(endpoint.address(List.of()), "a"), TEXT))
                    .isEqualTo(new Answered<>(200, "vendor", 6));
            assertThat(recording.asked).isEmpty();
            careless.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), vendor.port()));
            assertThat(recording.asked).isNotEmpty();
        } finally {
            ProxySelector.setDefault(machine);
        }
    }

    /** Notes what one thread asks, and answers everybody as before. */
    private static final class Recording extends ProxySelector {

        private final List<URI> asked = new ArrayList<>();
        private final ProxySelector before;
        private final Thread mine;

        Recording(ProxySelector before, Thread mine) {
            this.before = before;
            this.mine = mine;
        }

        @Override
        public List<Proxy> select(URI address) {
            if (Thread.currentThread().equals(mine)) {
                asked.add(address);
            }
            return before.select(address);
        }

        @Override
        public void connectFailed(URI address, SocketAddress proxy, IOException e) {
            before.connectFailed(address, proxy, e);
        }
    }
}
