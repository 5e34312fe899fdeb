package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.loopback.Handshakes;
import dev.mullion.loopback.Handshakes.Met;
import dev.mullion.loopback.OwnPort;
import dev.mullion.settings.Settings;
import dev.mullion.trust.Finding;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** How this server, or the proxy that stands before it, speaks TLS: tried, not read from settings. */
@Component
class Transport {

    /** By then a renewal should have happened: authorities renew at a third of the life, 30 days of 90. */
    private static final Duration SOON = Duration.ofDays(14);

    private static final int HTTPS = 443;

    private final Settings settings;
    private final OwnPort port;
    private final Clock clock;

    Transport(Settings settings, OwnPort port, Clock clock) {
        this.settings = settings;
        this.port = port;
        this.clock = clock;
    }

    Finding run() {
        URI pages = settings.publicUrl();
        String host = pages.getHost();
        if (port.isTls()) {
            var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number());
            return new Finding.Tried(tried(Handshakes.at(here, host), "own"));
        }
        if (!"https".equals(pages.getScheme())) {
            return new Finding.Off("There is no TLS: this server speaks plain http and listens on loopback alone.");
        }
        if (!settings.front().proxyDeclared()) {
            return Finding.of(Check.partial(
                    "tls.declared",
                    "the address is https, but the server has no certificate of its own and no proxy was declared"
                            + " (MULLION_PROXY=declared), so there is nothing to try"));
        }
        int at = pages.getPort() < 0 ? HTTPS : pages.getPort();
        Handshakes proxy = Handshakes.at(new InetSocketAddress(host, at), host);
        return proxy.reaches()
                ? new Finding.Tried(tried(proxy, "the declared proxy"))
                : Finding.of(Check.partial(
                        "tls.reached", "the declared proxy cannot be reached from this machine, so it was not tried"));
    }

    private List<Check> tried(Handshakes handshakes, String whose) {
        return List.of(
                Check.attempt("tls.best", () -> best(handshakes, whose)),
                Check.attempt("tls.1.2", () -> older(handshakes)),
                Check.attempt("tls.old", () -> old(handshakes)),
                Check.attempt("tls.forward-secrecy", () -> forwardSecrecy(handshakes)),
                Check.attempt("tls.certificate", () -> certificate(handshakes)));
    }

    private static Check best(Handshakes handshakes, String whose) {
        Met met = handshakes.meet("TLSv1.3", "TLSv1.2");
        return met.protocol().equals("TLSv1.3")
                ? Check.ok("tls.best", "TLS of " + whose + ": TLSv1.3 with " + met.cipher())
                : Check.partial("tls.best", "1.3 was offered, " + met.protocol() + " was chosen");
    }

    private static Check older(Handshakes handshakes) {
        Met met = handshakes.meet("TLSv1.2");
        return Check.of(
                "tls.1.2",
                met.cipher().contains("DHE_"),
                "a client that knows 1.2 alone got " + met.protocol() + " with " + met.cipher());
    }

    /**
     * Offered byte by byte: no Java of today can be talked into these. The control shows that such an offer is heard.
     */
    private static Check old(Handshakes handshakes) {
        boolean control = handshakes.accepts(Handshakes.TLS_1_2, Handshakes.FORWARD_SECRET);
        boolean eleven = handshakes.accepts(Handshakes.TLS_1_1, Handshakes.EVERY);
        boolean ten = handshakes.accepts(Handshakes.TLS_1_0, Handshakes.EVERY);
        return Check.of(
                "tls.old",
                control && !eleven && !ten,
                "1.1 offered: " + said(eleven) + ", 1.0 offered: " + said(ten) + ", the same with 1.2: "
                        + said(control));
    }

    private static Check forwardSecrecy(Handshakes handshakes) {
        boolean accepted = handshakes.accepts(Handshakes.TLS_1_2, Handshakes.WITHOUT_FORWARD_SECRECY);
        return Check.of("tls.forward-secrecy", !accepted, "1.2 without forward secrecy offered: " + said(accepted));
    }

    private static String said(boolean accepted) {
        return accepted ? "accepted" : "refused";
    }

    private Check certificate(Handshakes handshakes) {
        Met met = handshakes.meet("TLSv1.3", "TLSv1.2");
        Duration left = Duration.between(clock.instant(), met.until());
        String detail = "for this address: " + (met.named() ? "yes" : "no") + ", valid for "
                + Math.max(0, left.toDays()) + " more days";
        if (!met.named() || left.isNegative()) {
            return Check.failed("tls.certificate", detail);
        }
        return left.compareTo(SOON) < 0
                ? Check.partial("tls.certificate", detail + ": it should have been renewed")
                : Check.ok("tls.certificate", detail);
    }
}
