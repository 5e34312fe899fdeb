package dev.mullion.sandbox.github;

import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.vendor.Reply;
import java.util.Map;

/** Errors in GitHub's form. */
final class Errors {

    private Errors() {}

    static Reply of(int status, String message) {
        return Reply.json(
                status,
                Map.of("message", message, "documentation_url", "https://docs.github.com/rest/" + NeverKept.CANARY));
    }
}
