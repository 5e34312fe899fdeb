package dev.mullion.connectors.xero;

import dev.mullion.connectors.VendorApi;
import dev.mullion.connectors.VendorClient;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Origin;
import dev.mullion.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How Xero is asked: at three hosts, of which one gives tokens and one takes them. */
@Component
class XeroApi implements VendorApi {

    /** The code or token is used, ended or never was. */
    static final String INVALID_GRANT = "invalid_grant";

    /** The app's own id or secret is wrong. */
    static final String INVALID_CLIENT = "invalid_client";

    /** The token lacks a scope. */
    static final String INSUFFICIENT_SCOPE = "insufficient_scope";

    private final VendorClient client;

    XeroApi(Egress egress, Settings settings) {
        this.client = new VendorClient(
                egress,
                XeroManifest.manifest(),
                new VendorClient.Way(
                        "xero",
                        "Xero",
                        XeroManifest.API,
                        Map.of(),
                        new XeroLimits(),
                        List.of(INVALID_GRANT, INVALID_CLIENT, INSUFFICIENT_SCOPE)),
                Optional.ofNullable(settings.sandboxes().get("xero")).map(Origin::of));
    }

    @Override
    public VendorClient client() {
        return client;
    }
}
