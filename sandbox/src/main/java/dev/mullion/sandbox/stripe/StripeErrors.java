package dev.mullion.sandbox.stripe;

import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.vendor.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors in Stripe's form. */
final class StripeErrors {

    private StripeErrors() {}

    static Reply of(int status, String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", status >= 500 ? "api_error" : "invalid_request_error");
        if (!code.isEmpty()) {
            error.put("code", code);
            error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        error.put("message", message);
        error.put("request_log_url", "https://dashboard.stripe.com/logs/" + NeverKept.CANARY);
        return Reply.json(status, Map.of("error", error)).with(Map.of("Request-Id", "req_synthetic"));
    }

    static Reply missing(String kind, String id) {
        return of(404, "resource_missing", "No such " + kind + ": '" + id + "'");
    }

    static Reply notPermitted(String permission) {
        return of(
                403,
                "",
                "The provided key 'rk_***' does not have the required permissions for this endpoint on account"
                        + " 'acct_synthetic'. Having the '" + permission
                        + "' permission would allow this request to continue.");
    }
}
