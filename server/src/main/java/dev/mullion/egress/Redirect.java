package dev.mullion.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where an answer points (RFC 9110, section 15.4). Only what is asked with GET is ever asked elsewhere. */
final class Redirect {

    private static final int LONGEST = 8_192;

    private Redirect() {}

    /** The same call at the other address; empty where there is none, or where a body would have to go along. */
    static Optional<Call> of(Call call, String location) {
        if (call.method() != Endpoint.Method.GET || location.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(call.at(call.address().resolve(new URI(location.strip()))));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
