package dev.mullion.egress;

import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * The only way out of this server. What goes out has a {@link Permit}, and budgets are shared by all who ask the same
 * vendor. Safe to share between threads; closing it ends every call.
 */
public final class Egress implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final JudgedAddresses addresses;
    private final Wire wire;
    private final Budgets budgets;
    private final Time time;
    private final Map<String, LongAdder> read = new ConcurrentHashMap<>();

    Egress(JudgedAddresses addresses, Wire wire, Budgets budgets, Time time) {
        this.addresses = addresses;
        this.wire = wire;
        this.budgets = budgets;
        this.time = time;
    }

    /**
     * One that trusts what this Java trusts.
     *
     * @param sandboxes the ports of loopback that the operator permits
     */
    static Egress of(Set<Origin> sandboxes, Clock clock) {
        return of(Resolver.ofThisMachine(), Wire::direct, sandboxes, clock);
    }

    static Egress of(Resolver resolver, Supplier<Socket> sockets, Set<Origin> sandboxes, Clock clock) {
        JudgedAddresses addresses = new JudgedAddresses(resolver, sandboxes, CONNECT);
        Time time = Time.of(clock);
        Wire wire = new Wire(addresses, new Wire.Ground(ofThisJava(), sockets, CONNECT));
        return new Egress(addresses, wire, new Budgets(time, RandomGenerator.getDefault()), time);
    }

    /** A client for one connector. */
    public LimitedClient client(Permit permit) {
        return new LimitedClient(permit, this);
    }

    /** Of bodies that a vendor answered with, decompressed, since this server started. */
    public long bytesRead(String vendor) {
        return Optional.ofNullable(read.get(vendor)).map(LongAdder::sum).orElse(0L);
    }

    void read(String vendor, long bytes) {
        read.computeIfAbsent(vendor, _ -> new LongAdder()).add(bytes);
    }

    boolean permits(Origin origin) {
        return addresses.permits(origin);
    }

    Wire wire() {
        return wire;
    }

    Budgets budgets() {
        return budgets;
    }

    Time time() {
        return time;
    }

    private static SSLContext ofThisJava() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no usable trust store; look at javax.net.ssl.trustStore", e);
        }
    }

    @Override
    public void close() {
        wire.close();
        addresses.close();
    }
}
