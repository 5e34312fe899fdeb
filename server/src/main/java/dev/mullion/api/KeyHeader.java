package dev.mullion.api;

import dev.mullion.requests.RequestKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads the header by which a sender says that a request may come again. */
final class KeyHeader {

    static final String NAME = "Idempotency-Key";

    private KeyHeader() {}

    /** The key, where there is one; what is wrong with it is a fault. */
    static Optional<RequestKey> of(HttpServletRequest request, Faults faults) {
        List<String> sent = Collections.list(request.getHeaders(NAME));
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (!request.getMethod().equals("POST")) {
            faults.header(
                    NAME, "is for POST; what another method does is the same when it is repeated, so leave it out");
            return Optional.empty();
        }
        if (sent.size() > 1) {
            faults.header(NAME, "is there " + sent.size() + " times, once was expected");
            return Optional.empty();
        }
        try {
            return Optional.of(new RequestKey(sent.getFirst()));
        } catch (IllegalArgumentException refused) {
            faults.header(NAME, "must be 1 to 255 visible characters of ASCII");
            return Optional.empty();
        }
    }
}
