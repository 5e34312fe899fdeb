package dev.mullion.connectors.xero;

import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.xero.TenantListing.Tenant;
import dev.mullion.connectors.xero.TokenEndpoint.Pair;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Takes leave of Xero for one consent. Ending its refresh token there would end whatever its user ever connected to
 * this app, for other workspaces too: so the ways to its organisations are closed one by one, and the token is ended
 * only where that user has nothing else open. Otherwise it is forgotten, and ends by itself.
 */
@Component
class XeroFarewells {

    private final TokenEndpoint endpoint;
    private final XeroTenants tenants;
    private final Connections connections;
    private final Workspaces workspaces;

    XeroFarewells(TokenEndpoint endpoint, XeroTenants tenants, Connections connections, Workspaces workspaces) {
        this.endpoint = endpoint;
        this.tenants = tenants;
        this.connections = connections;
        this.workspaces = workspaces;
    }

    /**
     * Closes ways, with the refresh token of a consent that ended.
     *
     * @return whether Xero closed every one
     */
    boolean close(ConsentId consent, HeldToken refresh, List<UUID> links) {
        try (refresh) {
            return endpoint.renew(consent, refresh) instanceof Pulled.Got<Pair>(Pair pair, long _)
                    && close(consent, pair, links);
        }
    }

    /** Of a pair that is not kept: closes the ways of its own consent that no workspace has. */
    void forget(WorkspaceId workspace, ConsentId consent, Pair pair) {
        Optional<UUID> event = pair.event();
        if (event.isPresent()
                && tenants.of(consent, pair.access().token(), event)
                        instanceof Pulled.Got<List<Tenant>>(List<Tenant> opened, long _)) {
            List<UUID> unclaimed = workspaces.within(
                    workspace,
                    () -> opened.stream()
                            .filter(each ->
                                    !connections.isTaken("xero", each.tenant().toString()))
                            .map(Tenant::link)
                            .toList());
            close(consent, pair, unclaimed);
        }
    }

    private boolean close(ConsentId consent, Pair pair, List<UUID> links) {
        try (pair) {
            HeldToken access = pair.access().token();
            boolean isClosed = true;
            for (UUID link : links) {
                isClosed &= tenants.unlink(consent, access, link);
            }
            boolean isLast = !links.isEmpty()
                    && tenants.of(consent, access, Optional.empty())
                            instanceof Pulled.Got<List<Tenant>>(List<Tenant> left, long _)
                    && left.isEmpty();
            return isClosed && (!isLast || endpoint.revoke(consent, pair.refresh()));
        }
    }
}
