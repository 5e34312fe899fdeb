package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.connectors.Connections.Endpoint;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.Permissions;
import dev.mullion.limits.RateLimits;
import dev.mullion.limits.RateLimits.Kind;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import dev.mullion.tenancy.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/**
 * The limits that many share: of a workspace's members and tokens together, of a hook, and of all hooks of a workspace.
 * Thousands of requests would be needed to reach them, so what the others of a flood take is taken here inside of the
 * server; that whoever comes then is refused, and the neighbour served, is seen over HTTP. It is the neighbour of the
 * other probes that is flooded, whom they ask as outsiders alone.
 */
@Component
class SharedBuckets {

    /** Shorter than a token takes to come back, and long enough that a flood leaves the processor to others. */
    private static final Duration PAUSE = Duration.ofNanos(100_000);

    private static final int LIMITED = 429;

    private final OwnPort port;
    private final RateLimits limits;
    private final CanaryPeople canaries;
    private final CanaryHooks hooks;

    SharedBuckets(OwnPort port, RateLimits limits, CanaryPeople canaries, CanaryHooks hooks) {
        this.port = port;
        this.limits = limits;
        this.canaries = canaries;
        this.hooks = hooks;
    }

    Check workspace() {
        Permissions reads = Permissions.of(Permission.read(Domain.SETTINGS));
        Workspace flooded = canaries.nextDoor();
        Workspace neighbour = canaries.home();
        try (Visitor visitor = Visitor.of(port);
                CanaryPeople.Token inside = canaries.token(flooded, reads);
                CanaryPeople.Token other = canaries.token(neighbour, reads)) {
            return verdict(
                    "limits.workspace",
                    List.of(flood(
                            "the workspace",
                            new Flood(Kind.WORKSPACE, flooded.id().toString()),
                            () -> members(visitor, inside),
                            () -> members(visitor, other))));
        }
    }

    private static int members(Visitor visitor, CanaryPeople.Token token) {
        return visitor.get("/api/v1/workspaces/" + token.workspace().slug() + "/members", token.header())
                .status();
    }

    /** The second hook is asked by nobody else: what refuses it is the limit of all hooks together. */
    Check hook() {
        Workspace flooded = canaries.nextDoor();
        List<Endpoint> both = hooks.of(flooded, 2);
        Endpoint other = hooks.of(canaries.home());
        try (Visitor visitor = Visitor.of(port)) {
            return verdict(
                    "limits.hook",
                    List.of(
                            flood(
                                    "the hook",
                                    new Flood(Kind.HOOK, both.getFirst().id().toString()),
                                    () -> CanaryHooks.ping(visitor, both.getFirst()),
                                    () -> CanaryHooks.ping(visitor, other)),
                            flood(
                                    "all hooks of its workspace",
                                    new Flood(Kind.HOOK, flooded.id().toString()),
                                    () -> CanaryHooks.ping(visitor, both.getLast()),
                                    () -> CanaryHooks.ping(visitor, other))));
        }
    }

    private record Seen(String whose, boolean refused, int other) {

        boolean holds() {
            return refused && other == 200;
        }

        @Override
        public String toString() {
            return whose + " flooded: " + (refused ? "refused" : "never refused") + ", another meanwhile "
                    + (other == 200 ? "served" : "answered with " + other);
        }
    }

    private Seen flood(String whose, Flood flood, IntSupplier inside, IntSupplier beside) {
        try (flood) {
            flood.begin();
            boolean refused = false;
            for (int asked = 0; asked < mostAsked() && !refused; asked++) {
                refused = inside.getAsInt() == LIMITED;
            }
            return new Seen(whose, refused, beside.getAsInt());
        }
    }

    /**
     * Between a flood's taking and the request a token may have come back, so more than one is sent; and no more than a
     * token or hook may send by itself, so that what refuses is the bucket of the flood.
     */
    private long mostAsked() {
        return Math.min(
                limits.limit(Kind.CREDENTIAL).burst(), limits.limit(Kind.HOOK).burst());
    }

    private static Check verdict(String name, List<Seen> seen) {
        return Check.of(
                name,
                seen.stream().allMatch(Seen::holds),
                String.join("; ", seen.stream().map(Seen::toString).toList()));
    }

    /** Takes whatever is there of one bucket, until it is closed. */
    private final class Flood implements AutoCloseable {

        private final Kind kind;
        private final String key;
        private final Thread taking;
        private volatile boolean over;

        Flood(Kind kind, String key) {
            this.kind = kind;
            this.key = key;
            this.taking = Thread.ofPlatform().daemon().name("flood").unstarted(this::takeAll);
        }

        void begin() {
            taking.start();
        }

        private void takeAll() {
            while (!over) {
                if (limits.take(kind, key) instanceof RateLimits.Refused) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }

        @Override
        public void close() {
            over = true;
        }
    }
}
