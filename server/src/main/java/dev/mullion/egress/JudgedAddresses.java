package dev.mullion.egress;

import dev.mullion.egress.address.SpecialAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves and judges at once: what comes out is what the socket is connected to, so a name that answers otherwise a
 * moment later changes nothing. One bad address among good ones spoils the answer: whoever mixes them means the bad
 * one.
 */
final class JudgedAddresses implements DnsResolver, AutoCloseable {

    /** More than a vendor has behind one name; a longer answer is cut. */
    private static final int MOST = 8;

    private static final int MOST_AT_ONCE = 32;

    private final Resolver resolver;
    private final Set<Origin> sandboxes;
    private final Duration patience;
    /** Look-ups cannot be interrupted, so they are given up from outside, and no more than these are waited for. */
    private final ExecutorService lookups = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("egress-lookup-", 0).factory());

    JudgedAddresses(Resolver resolver, Set<Origin> sandboxes, Duration patience) {
        this.resolver = resolver;
        this.sandboxes = Set.copyOf(sandboxes);
        this.patience = patience;
    }

    boolean permits(Origin origin) {
        return !origin.isSandbox() || sandboxes.contains(origin);
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        Optional<Origin> sandbox = sandboxes.stream()
                .filter(origin -> origin.bareHost().equals(host) && origin.port() == port)
                .findFirst();
        if (sandbox.isPresent()) {
            return List.of(new InetSocketAddress(InetAddress.ofLiteral(host), port));
        }
        List<InetAddress> found = lookUp(host);
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : found) {
            Optional<String> special = SpecialAddresses.name(address);
            if (special.isPresent()) {
                throw new RefusedAddress(host, special.get());
            }
        }
        return found.stream()
                .limit(MOST)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, 0).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
    }

    /** Only some ways to sign in ask for it, and none of them is used here. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        try {
            Future<List<InetAddress>> answer = lookups.submit(() -> resolver.resolve(host));
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown(host, "has no address", e);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw unknown(host, "was not looked up in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, "was not waited for", e);
        }
    }

    private static UnknownHostException unknown(String host, String why, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host + " " + why);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }

    /** A name led to an address that is no public host's. */
    static final class RefusedAddress extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        /** @param special what the address is; the address itself is an attacker's answer and is not passed on */
        RefusedAddress(String host, String special) {
            super(host + " leads to an address that is " + special);
        }
    }
}
