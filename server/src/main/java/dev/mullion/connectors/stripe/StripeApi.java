package dev.mullion.connectors.stripe;

import dev.mullion.connectors.VendorApi;
import dev.mullion.connectors.VendorClient;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Origin;
import dev.mullion.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** How Stripe is asked. */
@Component
class StripeApi implements VendorApi {

    /** Stripe's word for an object that is not there, or not any more. */
    static final String MISSING = "resource_missing";

    private final VendorClient client;

    StripeApi(Egress egress, Settings settings) {
        this.client = new VendorClient(
                egress,
                StripeManifest.manifest(),
                new VendorClient.Way(
                        "stripe",
                        "Stripe",
                        StripeManifest.API,
                        Map.of(StripeManifest.VERSION_HEADER, StripeManifest.VERSION),
                        new StripeLimits(),
                        Stream.concat(
                                        StripeManifest.manifest().asks().stream()
                                                .map(StripeManifest::code),
                                        Stream.of(MISSING))
                                .toList()),
                Optional.ofNullable(settings.sandboxes().get("stripe")).map(Origin::of));
    }

    @Override
    public VendorClient client() {
        return client;
    }
}
