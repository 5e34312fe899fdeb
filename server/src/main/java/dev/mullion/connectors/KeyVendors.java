package dev.mullion.connectors;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The vendors that are connected by a pasted key, by the connector's name. Threads may share it. */
@Component
public class KeyVendors {

    private final Map<String, PastedKeys> vendors;
    private final Map<String, String> hosts;

    KeyVendors(List<PastedKeys> vendors, List<VendorApi> apis) {
        this.vendors =
                vendors.stream().collect(Collectors.toUnmodifiableMap(PastedKeys::connector, Function.identity()));
        vendors.forEach(KeyVendors::requireKeyFirst);
        this.hosts = apis.stream()
                .map(VendorApi::client)
                .filter(client -> this.vendors.containsKey(client.connector()))
                .collect(Collectors.toUnmodifiableMap(VendorClient::connector, VendorClient::host));
        if (!hosts.keySet().equals(this.vendors.keySet())) {
            throw new IllegalStateException("keys are taken of " + names() + ", and asked with at " + hosts.keySet());
        }
    }

    private static void requireKeyFirst(PastedKeys vendor) {
        if (!vendor.kinds().getFirst().isKey()) {
            throw new IllegalStateException("the first that is pasted for " + vendor.connector() + " must be its key");
        }
    }

    /** Their names, in order. */
    public List<String> names() {
        return vendors.keySet().stream().sorted().toList();
    }

    public Optional<PastedKeys> of(String connector) {
        return Optional.ofNullable(vendors.get(connector));
    }

    /** Whose key a connection takes; empty for one that takes none, or was ended here. */
    public Optional<PastedKeys> of(Connection connection) {
        return connection.kind() == Connection.Kind.KEY && !connection.endedHere()
                ? of(connection.connector())
                : Optional.empty();
    }

    /** The one host that a key of this vendor's is sealed for. */
    public String host(PastedKeys vendor) {
        String host = hosts.get(vendor.connector());
        if (host == null) {
            throw new IllegalArgumentException("this server asks nobody with keys of " + vendor.connector());
        }
        return host;
    }
}
