package dev.mullion.connectors.xero;

import dev.mullion.connectors.Heard;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.xero.TenantListing.Tenant;
import dev.mullion.egress.Call;
import dev.mullion.egress.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks which organisations a token opens, and closes the way to one. */
@Component
class XeroTenants {

    private static final int GONE = 404;

    private final XeroApi api;
    private final TenantListing listing = new TenantListing(new Parsers(List.of(
            TenantListing.ARRAY,
            "id",
            "authEventId",
            "tenantId",
            "tenantType",
            "tenantName",
            "createdDateUtc",
            "updatedDateUtc")));

    XeroTenants(XeroApi api) {
        this.api = api;
    }

    /**
     * @param event the consent whose organisations alone are meant; empty: all that the user ever opened to this app
     */
    Pulled<List<Tenant>> of(ConsentId consent, HeldToken token, Optional<UUID> event) {
        Heard<List<Tenant>> heard = heard(consent, token, event);
        return switch (heard) {
            case Heard.Said<List<Tenant>> said ->
                new Pulled.Got<>(
                        said.value().stream()
                                .filter(each -> event.isEmpty() || event.get().equals(each.consent()))
                                .toList(),
                        said.bytes());
            case Heard.Turned<List<Tenant>> turned -> new Pulled.Failed<>("Xero answered " + turned.status());
            case Heard.Late<List<Tenant>> late -> new Pulled.Later<>(late.until(), late.why());
            case Heard.Broken<List<Tenant>> broken -> new Pulled.Failed<>(broken.why());
        };
    }

    Heard<List<Tenant>> heard(ConsentId consent, HeldToken token, Optional<UUID> event) {
        Endpoint endpoint = api.client().here(XeroManifest.CONNECTIONS);
        URI address = event.map(id -> endpoint.address(List.of(), "authEventId", id.toString()))
                .orElseGet(() -> endpoint.address(List.of()));
        Call call = Call.get(address, TokenEndpoint.account(consent)).with(sending -> sending.bearer(token));
        return api.client()
                .askArray(call, TenantListing.ARRAY, listing.list(), (reading, _) -> listing.tenants(reading));
    }

    /** Whether it is closed now; one that Xero knows no more was closed before. */
    boolean unlink(ConsentId consent, HeldToken token, UUID link) {
        URI address = api.client().here(XeroManifest.UNLINK).address(List.of(link.toString()));
        Call call = Call.delete(address, TokenEndpoint.account(consent)).with(sending -> sending.bearer(token));
        return switch (api.client().tell(call)) {
            case Heard.Said<Boolean> _ -> true;
            case Heard.Turned<Boolean> turned -> turned.status() == GONE;
            case Heard.Late<Boolean> _, Heard.Broken<Boolean> _ -> false;
        };
    }
}
