package dev.mullion.identity.http;

import dev.mullion.identity.Caller;
import dev.mullion.identity.Credential;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.SignIn;
import java.util.concurrent.Callable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the pages and the API will do, as little of it as the tests need. */
@Profile(TestServer.PROBE)
@RestController
class Probe {

    private final Doorway doorway;
    private final SignIn signIn;

    Probe(Doorway doorway, SignIn signIn) {
        this.doorway = doorway;
        this.signIn = signIn;
    }

    @GetMapping({
        "/healthz",
        "/readyz",
        "/api/v1/openapi.json",
        "/trust",
        "/trust.json",
        "/.well-known/security.txt",
        "/link/{secret}",
        "/set-up/{secret}"
    })
    String open() {
        return "open";
    }

    @GetMapping("/assets/app.css")
    ResponseEntity<String> asset() {
        return ResponseEntity.ok()
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .body("open");
    }

    @GetMapping("/signed-out")
    ResponseEntity<String> signedOut() {
        return ResponseEntity.status(401).body("signed out");
    }

    @PostMapping("/link/{secret}")
    ResponseEntity<String> link(@PathVariable String secret) {
        return ResponseEntity.status(signIn.open(Credential.of(secret)).isPresent() ? 303 : 410)
                .build();
    }

    @GetMapping({"/api/v1/workspaces/{slug}/things/{thing}", "/w/{slug}/things/{thing}"})
    String thing(@PathVariable String slug, @PathVariable String thing, Caller caller) {
        return doorway.within(slug, caller, Permission.read(Domain.ENGINEERING), access -> {
            if (!thing.equals("own")) {
                throw new NotHere();
            }
            return "own of " + access.workspace().slug();
        });
    }

    @PostMapping({"/api/v1/workspaces/{slug}/things", "/w/{slug}/things"})
    String change(@PathVariable String slug, Caller caller) {
        return doorway.within(slug, caller, _ -> "changed");
    }

    @GetMapping("/form-token")
    String formToken(CsrfToken token) {
        return token.getToken();
    }

    @GetMapping("/later")
    Callable<String> later(Caller caller) {
        return () -> "later for " + caller.actor().name();
    }

    @GetMapping("/breaks")
    String breaks() {
        throw new IllegalStateException("on purpose");
    }
}
