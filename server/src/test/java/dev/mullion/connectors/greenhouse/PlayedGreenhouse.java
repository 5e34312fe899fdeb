package dev.mullion.connectors.greenhouse;

import dev.mullion.connectors.Connection.Mode;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.HeldSecret;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.PastedKind;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.VendorApi;
import dev.mullion.connectors.VendorClient;
import dev.mullion.egress.Budget;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.LimitSigns;
import dev.mullion.egress.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A vendor of the catalogue that has no connector, as far as a key of its own goes: all that a package of it would have
 * for that. Nobody is asked; which key it accepts is made up.
 */
@NullMarked
public final class PlayedGreenhouse {

    /** The one key that it accepts. */
    public static final String ACCEPTED = "ghk_synthetic0000000000000000";

    private static final Origin API = Origin.https("harvest.greenhouse.example");

    private PlayedGreenhouse() {}

    /** What is pasted, in its words. */
    public static final class Keys implements PastedKeys {

        @Override
        public String connector() {
            return "greenhouse";
        }

        @Override
        public List<PastedKind> kinds() {
            return List.of(PastedKind.key("Harvest key", "starts with ghk_; made under Dev Center"));
        }

        @Override
        public Mode modeOf(byte[] key) {
            if (!new String(key, StandardCharsets.US_ASCII).startsWith("ghk_")) {
                throw new IllegalArgumentException("a Harvest key starts with ghk_; make one under Dev Center");
            }
            return Mode.LIVE;
        }
    }

    /** Where a key of it may go. */
    public static final class Api implements VendorApi {

        private final VendorClient client;

        Api(Egress egress) {
            client = new VendorClient(
                    egress,
                    manifest(),
                    new VendorClient.Way(
                            "greenhouse", "Greenhouse", API, Map.of(), LimitSigns.standard(), List.of("none")),
                    Optional.empty());
        }

        @Override
        public VendorClient client() {
            return client;
        }
    }

    /** Reads nothing, with a key. */
    public static final class Pull implements Puller {

        private final HeldKeys keys;

        Pull(HeldKeys keys) {
            this.keys = keys;
        }

        @Override
        public String connector() {
            return "greenhouse";
        }

        @Override
        public Manifest manifest() {
            return PlayedGreenhouse.manifest();
        }

        @Override
        public Optional<String> refusal(Map<String, String> granted) {
            return Optional.empty();
        }

        @Override
        public Optional<String> missing() {
            return keys.canOpen() ? Optional.empty() : Optional.of("a server with the role worker");
        }

        @Override
        public Pulled<Boolean> check(Link link) {
            Pulled<HeldSecret> key = keys.of(link);
            if (!(key instanceof Pulled.Got<HeldSecret>(HeldSecret held, long _))) {
                return key.failure();
            }
            boolean isAccepted = held.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                    .startsWith(ACCEPTED);
            held.wipe();
            if (isAccepted) {
                return new Pulled.Got<>(true, 0);
            }
            keys.drop(link);
            return new Pulled.Ended<>(State.DISCONNECTED, "Greenhouse does not accept the key");
        }

        @Override
        public Pulled<Listing> list(Link link, @Nullable String next) {
            return new Pulled.Got<>(new Listing(List.of(), List.of(), 0, null), 0);
        }

        @Override
        public Pulled<Page> page(Link link, Part part, @Nullable String after) {
            throw new IllegalStateException("it lists no part");
        }
    }

    private static Manifest manifest() {
        return new Manifest(
                "Greenhouse",
                Manifest.Domain.ENGINEERING,
                new Manifest.Consent(
                        List.of(new Manifest.Scope("jobs:read", "what is played", Manifest.Need.NEEDED)),
                        List.of("Names of applicants"),
                        List.of("By runs alone"),
                        List.of("Nothing"),
                        List.of("Anything")),
                new Manifest.Reach(
                        List.of(Endpoint.get(API, "/v1/jobs")),
                        List.of(),
                        List.of(
                                Budget.rate(Budget.Reach.ACCOUNT, 1, Duration.ofSeconds(1)),
                                Budget.inFlight(Budget.Reach.ACCOUNT, 1),
                                Budget.inFlight(Budget.Reach.VENDOR, 1))),
                List.of(),
                new TreeMap<>(),
                new Manifest.Freshness(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ZERO));
    }
}
