package dev.mullion.egress;

import dev.mullion.egress.Outcome.Refusal;
import dev.mullion.egress.Outcome.Refused;
import java.util.Optional;

/** A client that can do what its permit says and nothing else. Safe to share between threads. */
public final class LimitedClient {

    private final Permit permit;
    private final Egress egress;

    LimitedClient(Permit permit, Egress egress) {
        this.permit = permit;
        this.egress = egress;
    }

    /**
     * Waits for a turn, sends, and has the answer read. Repeats what may be repeated twice at most, as long as the
     * permit's patience lasts; once the reader has begun, nothing is repeated. Follows a redirect where the new address
     * is an endpoint of the permit too, and on to another host only what carries nothing secret.
     *
     * @param reader called at most once
     * @throws RuntimeException what the credential or the reader throws
     */
    public <T> Outcome<T> send(Call call, Answer.Reader<T> reader) {
        Optional<Endpoint> endpoint = permit.endpointOf(call.method(), call.address());
        if (endpoint.isEmpty()) {
            return new Refused<>(
                    Refusal.NOT_PERMITTED, permit.vendor() + " may not be asked this by a " + call.method());
        }
        if (!endpoint.get().takes(call.body())) {
            return new Refused<>(
                    Refusal.NOT_PERMITTED, permit.vendor() + " may be asked there in the declared words alone");
        }
        Optional<String> header = call.headers().keySet().stream()
                .filter(name -> !permit.allowsHeader(name))
                .findFirst();
        if (header.isPresent()) {
            return new Refused<>(
                    Refusal.NOT_PERMITTED, "calls of " + permit.vendor() + " carry no header " + header.get());
        }
        return new Trip<>(egress, permit, reader).run(endpoint.get(), call);
    }
}
