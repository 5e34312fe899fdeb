package dev.mullion.egress;

import dev.mullion.egress.Outcome.Refusal;
import dev.mullion.egress.Outcome.Refused;
import java.util.List;
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
        Optional<String> refusal = refusal(endpoint, call);
        return refusal.isPresent()
                ? new Refused<>(Refusal.NOT_PERMITTED, refusal.get())
                : new Trip<>(egress, permit, reader).run(endpoint.orElseThrow(), call);
    }

    /** Whether {@link #send} would refuse a call before anything of it leaves; nothing is sent. */
    public boolean refuses(Call call) {
        return refusal(permit.endpointOf(call.method(), call.address()), call).isPresent();
    }

    /** Everything that this client may ask. */
    public List<Endpoint> endpoints() {
        return permit.endpoints();
    }

    private Optional<String> refusal(Optional<Endpoint> endpoint, Call call) {
        if (endpoint.isEmpty()) {
            return Optional.of(permit.vendor() + " may not be asked this by a " + call.method());
        }
        if (!endpoint.get().takes(call.body())) {
            return Optional.of(permit.vendor() + " may be asked there in the declared words alone");
        }
        return call.headers().keySet().stream()
                .filter(name -> !permit.allowsHeader(name))
                .findFirst()
                .map(name -> "calls of " + permit.vendor() + " carry no header " + name);
    }
}
