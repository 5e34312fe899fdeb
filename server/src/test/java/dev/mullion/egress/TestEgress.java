package dev.mullion.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** An egress whose time a test drives, and whose names and sockets it leads where it likes. */
public final class TestEgress {

    public static final List<Budget> WIDE = List.of(
            Budget.rate(Budget.Reach.ACCOUNT, 100_000, Duration.ofSeconds(1)),
            Budget.inFlight(Budget.Reach.ACCOUNT, 50));
    static final Answer.Reader<String> TEXT =
            answer -> new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

    private TestEgress() {}

    /** To vendors that play on loopback. */
    public static Egress to(HandTime time, TestVendor... vendors) {
        return on(
                time,
                Set.of(Arrays.stream(vendors).map(TestVendor::origin).toArray(Origin[]::new)),
                host -> {
                    throw new UnknownHostException(host);
                },
                new Wire.Ground(trusted(), Wire::direct, Duration.ofSeconds(5)));
    }

    static Egress on(HandTime time, Set<Origin> sandboxes, Resolver resolver, Wire.Ground ground) {
        JudgedAddresses addresses = new JudgedAddresses(resolver, sandboxes, Duration.ofSeconds(5));
        return new Egress(addresses, new Wire(addresses, ground), new Budgets(time.time(), new Random(7)), time.time());
    }

    static Permit permit(Endpoint... endpoints) {
        return Permit.of("vendor", List.of(endpoints), WIDE);
    }

    static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sockets that go to one port of loopback whatever they are asked for, and remember what that was. */
    static final class Led {

        final List<InetAddress> asked = new CopyOnWriteArrayList<>();
        private final int port;

        Led(int port) {
            this.port = port;
        }

        Socket socket() {
            return new Socket(Proxy.NO_PROXY) {
                @Override
                public void connect(SocketAddress to, int milliseconds) throws IOException {
                    asked.add(((InetSocketAddress) to).getAddress());
                    super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), milliseconds);
                }
            };
        }
    }
}
