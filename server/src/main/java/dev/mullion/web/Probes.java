package dev.mullion.web;

import dev.mullion.identity.PublicAddress;
import dev.mullion.tenancy.Readiness;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What machines ask: alive, ready, and whom to tell of a weakness (RFC 9116). Tells strangers nothing else. */
@RestController
class Probes {

    /** RFC 9116 recommends less than a year. */
    private static final Duration STATEMENT = Duration.ofDays(90);

    private final Readiness readiness;
    private final PublicAddress address;
    private final Clock clock;

    Probes(Readiness readiness, PublicAddress address, Clock clock) {
        this.readiness = readiness;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping(value = "/healthz", produces = MediaType.TEXT_PLAIN_VALUE)
    String alive() {
        return "ok\n";
    }

    @GetMapping(value = "/readyz", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> ready() {
        return readiness.holds()
                ? ResponseEntity.ok("ready\n")
                : ResponseEntity.status(503).header("Retry-After", "1").body("not ready\n");
    }

    /** The page named as contact says who runs this installation: only they know how they want to be reached. */
    @GetMapping(value = "/.well-known/security.txt", produces = "text/plain;charset=utf-8")
    String security() {
        String pages = address.pages().toString();
        return "Contact: " + pages + "/signed-out\n"
                + "Expires: "
                + clock.instant().plus(STATEMENT).truncatedTo(ChronoUnit.DAYS)
                + "\nPreferred-Languages: en\nCanonical: "
                + pages + "/.well-known/security.txt\n";
    }
}
