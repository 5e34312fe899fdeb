package dev.mullion.connectors.catalogue;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.connectors.consent.LinkedConnectors;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Each vendor that Mullion is for, with what this server needs to connect it. Threads may share it. */
@Component
public class Catalogue {

    private static final Comparator<Entry> AS_SHOWN = Comparator.comparing(
                    (Entry entry) -> entry.vendor().domain())
            .thenComparing(entry -> entry.state() == State.COMING);

    private final Manifests manifests;
    private final LinkedConnectors linked;
    private final Consents consents;

    Catalogue(Manifests manifests, LinkedConnectors linked, Consents consents) {
        this.manifests = manifests;
        this.linked = linked;
        this.consents = consents;
    }

    /** How far a vendor can be connected. */
    public enum State {
        AVAILABLE,
        /** Once the operator has set something. */
        NEEDS_SETTING,
        /** In a later version. */
        COMING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One vendor.
     *
     * @param missing what the operator has to set first; null where nothing
     * @param manifest null for one that has no connector yet
     * @param connections how many of a workspace's take something from it
     */
    public record Entry(
            KnownVendor vendor,
            State state,
            @Nullable String missing,
            @Nullable Manifest manifest,
            int connections) {}

    /**
     * Every one, by domain and what comes later last in each: the order of the page.
     *
     * @param here the connections of a workspace
     */
    public List<Entry> all(Collection<Connection> here) {
        return Arrays.stream(KnownVendor.values())
                .map(vendor -> entry(vendor, here))
                .sorted(AS_SHOWN)
                .toList();
    }

    /** The one of a connector's name; empty: it is none of them. */
    public Optional<Entry> find(String connector, Collection<Connection> here) {
        return KnownVendor.named(connector).map(vendor -> entry(vendor, here));
    }

    private Entry entry(KnownVendor vendor, Collection<Connection> here) {
        boolean isLinked = linked.names().contains(vendor.connector());
        String missing =
                consents.flow(vendor.connector()).flatMap(CodeFlow::missing).orElse(null);
        return new Entry(
                vendor,
                !isLinked ? State.COMING : missing == null ? State.AVAILABLE : State.NEEDS_SETTING,
                missing,
                isLinked ? manifests.byConnector().get(vendor.connector()) : null,
                (int) here.stream()
                        .filter(one -> one.takes() && KnownVendor.of(one) == vendor)
                        .count());
    }
}
