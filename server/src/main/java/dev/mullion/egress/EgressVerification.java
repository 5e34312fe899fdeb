package dev.mullion.egress;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import dev.mullion.egress.Outcome.Answered;
import dev.mullion.egress.Outcome.Cut;
import dev.mullion.egress.Outcome.Interrupted;
import dev.mullion.egress.Outcome.Refusal;
import dev.mullion.egress.Outcome.Refused;
import dev.mullion.egress.address.SpecialAddresses;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code bin/mullion verify egress}: asks for what must not be reached, of a client like the server's own, with a
 * resolver that lies and a vendor on loopback that misleads. Nothing leaves this machine.
 */
@Component
class EgressVerification implements Verification {

    private static final String NAME = "api.vendor.example";
    /** Those that Java's own predicates let through, and the best known ones. */
    private static final List<String> SLIPPERY = List.of(
            "0.0.0.1",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.192",
            "192.168.0.1",
            "198.18.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2001:0:7f00:1::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
            "2001:db8::1",
            "100::1");

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("1.1.1.1");
    private static final List<Budget> BUDGETS = List.of(
            Budget.rate(Budget.Reach.ACCOUNT, 10_000, Duration.ofSeconds(1)), Budget.inFlight(Budget.Reach.ACCOUNT, 1));
    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ZERO, 4_096);

    private final Settings settings;
    private final Clock clock;

    EgressVerification(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "egress";
    }

    @Override
    public List<Check> run() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.attempt("addresses.refused", this::addresses));
        checks.add(Check.attempt("addresses.mixed", this::mixed));
        checks.add(Check.attempt("loopback.only-permitted", this::loopback));
        try (MisleadingVendor vendor = new MisleadingVendor();
                Egress egress = Egress.of(Set.of(vendor.origin()), clock)) {
            checks.add(Check.attempt("answer.arrives", () -> answers(egress, vendor)));
            checks.add(Check.attempt("endpoints.only-permitted", () -> endpoints(egress, vendor)));
            checks.add(Check.attempt("redirects.judged", () -> redirects(egress, vendor)));
            checks.add(Check.attempt("secrets.own-hosts-only", () -> secrets(egress, vendor)));
            checks.add(Check.attempt("answers.bounded", () -> bounded(egress, vendor)));
        }
        checks.add(sandboxes());
        return List.copyOf(checks);
    }

    private Check addresses() {
        List<InetAddress> tried = new ArrayList<>(SpecialAddresses.edges());
        SLIPPERY.stream().map(InetAddress::ofLiteral).forEach(tried::add);
        List<String> reached = notRefused(tried.stream().map(List::of).toList());
        return Check.of(
                "addresses.refused",
                reached.isEmpty(),
                reached.isEmpty()
                        ? tried.size() + " addresses that are no public host's were refused as the answer to a name"
                        : "not refused: " + String.join(", ", reached));
    }

    private Check mixed() {
        List<String> reached = notRefused(List.of(
                List.of(PUBLIC, InetAddress.ofLiteral("127.0.0.1")),
                List.of(InetAddress.ofLiteral("fd00:ec2::254"), PUBLIC)));
        return Check.of("addresses.mixed", reached.isEmpty(), "a public address beside a bad one does not help it");
    }

    /** A client that could connect to nothing even if it wanted to. */
    private List<String> notRefused(List<List<InetAddress>> answers) {
        AtomicReference<List<InetAddress>> next = new AtomicReference<>(List.of());
        try (Egress egress = Egress.of(_ -> next.get(), Unconnected::new, Set.of(), clock)) {
            return answers.stream()
                    .filter(answer -> {
                        next.set(answer);
                        return !isRefused(Refusal.ADDRESS, ask(egress, Origin.https(NAME), "/"));
                    })
                    .map(List::toString)
                    .toList();
        }
    }

    private static final class Unconnected extends Socket {
        @Override
        public void connect(SocketAddress to, int milliseconds) throws IOException {
            throw new ConnectException("a probe connects to nothing");
        }
    }

    private Check loopback() {
        try (MisleadingVendor vendor = new MisleadingVendor();
                Egress egress = Egress.of(Set.of(), clock)) {
            Outcome<String> outcome = ask(egress, vendor.origin(), "/answer");
            return Check.of(
                    "loopback.only-permitted",
                    isRefused(Refusal.NO_SANDBOX, outcome) && vendor.requests() == 0,
                    "a port of loopback that no setting permits was asked for");
        }
    }

    /** If this one does not hold, the others show nothing. */
    private static Check answers(Egress egress, MisleadingVendor vendor) {
        return Check.of(
                "answer.arrives",
                ask(egress, vendor.origin(), "/answer").equals(new Answered<>(200, "here", 4)),
                "a permitted endpoint of a permitted sandbox answers");
    }

    private static Check endpoints(Egress egress, MisleadingVendor vendor) {
        long before = vendor.requests();
        Endpoint only = Endpoint.get(vendor.origin(), "/answer");
        Endpoint other = Endpoint.get(vendor.origin(), "/other", Endpoint.Query.any("more"));
        LimitedClient client = egress.client(permit(only));
        boolean isRefused = List.of(
                        Call.get(other.address(List.of()), "probe"),
                        Call.get(other.address(List.of(), "more", "1"), "probe"),
                        Call.delete(only.address(List.of()), "probe"))
                .stream()
                .allMatch(call -> isRefused(Refusal.NOT_PERMITTED, client.send(call, _ -> "")));
        return Check.of(
                "endpoints.only-permitted",
                isRefused && vendor.requests() == before,
                "another path, query and method than the permit's were asked for");
    }

    private static Check redirects(Egress egress, MisleadingVendor vendor) {
        try (MisleadingVendor elsewhere = new MisleadingVendor()) {
            vendor.pointTo(elsewhere.origin() + "/answer");
            Outcome<String> outcome = ask(egress, vendor.origin(), "/redirect");
            return Check.of(
                    "redirects.judged",
                    isRefused(Refusal.REDIRECT, outcome) && elsewhere.requests() == 0,
                    "a redirect to another port of this machine was answered");
        }
    }

    private static Check secrets(Egress egress, MisleadingVendor vendor) {
        Outcome<String> outcome = egress.client(permit(Endpoint.get(vendor.origin(), "/answer")))
                .send(
                        Call.get(Endpoint.get(vendor.origin(), "/answer").address(List.of()), "probe")
                                .with(sending -> sending.bearer(new SecretOfElsewhere())),
                        _ -> "");
        return Check.of(
                "secrets.own-hosts-only",
                isRefused(Refusal.SECRET_NOT_FOR_HOST, outcome) && !vendor.sawAuthorization(),
                "a secret that names another host was put into a request");
    }

    private static Check bounded(Egress egress, MisleadingVendor vendor) {
        return Check.of(
                "answers.bounded",
                ask(egress, vendor.origin(), "/endless") instanceof Interrupted<String> cut && cut.how() == Cut.LARGE,
                "a body without an end was cut at " + BOUNDS.bytes() + " bytes");
    }

    private Check sandboxes() {
        int permitted = settings.sandboxes().size();
        return permitted == 0
                ? Check.ok("loopback.permitted", "no port of loopback is permitted")
                : Check.partial(
                        "loopback.permitted",
                        permitted + " of loopback permitted by MULLION_<VENDOR>_BASE_URL: right for a sandbox only");
    }

    private static Outcome<String> ask(Egress egress, Origin origin, String path) {
        Endpoint endpoint = Endpoint.get(origin, path);
        return egress.client(permit(endpoint))
                .send(
                        Call.get(endpoint.address(List.of()), "probe"),
                        answer -> new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Permit permit(Endpoint endpoint) {
        return Permit.of("probe", List.of(endpoint), BUDGETS).within(BOUNDS);
    }

    private static boolean isRefused(Refusal why, Outcome<String> outcome) {
        return outcome instanceof Refused<String> refused && refused.why() == why;
    }

    private static final class SecretOfElsewhere implements HostBound {

        @Override
        public boolean mayGoTo(String host) {
            return host.equals("api.elsewhere.example");
        }

        @Override
        public <T extends @Nullable Object> T expose(Function<byte[], T> use) {
            return use.apply("probe".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
