package dev.mullion.web;

import dev.mullion.tenancy.Readiness;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What machines ask: alive, ready. Tells strangers nothing else. */
@RestController
class Probes {

    private final Readiness readiness;

    Probes(Readiness readiness) {
        this.readiness = readiness;
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
}
