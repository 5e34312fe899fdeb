package dev.mullion.connectors.xero;

import dev.mullion.connectors.AlreadyClaimed;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.Consent.Account;
import dev.mullion.connectors.consent.ConsentAccounts;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentTokens;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.settings.Settings;
import dev.mullion.settings.XeroApp;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How Xero is connected. Xero's web apps prove themselves with a secret and state; it offers PKCE (RFC 7636) only to
 * apps that have no secret, so none is sent.
 */
@Component
class XeroFlow implements CodeFlow {

    /** The one address that Xero sends people back to; it has to stand on the app's page at Xero to the letter. */
    static final String CALLBACK = "/connect/xero";

    private final XeroApi api;
    private final XeroTokens tokens;
    private final XeroTenants tenants;
    private final ConsentTokens custody;
    private final ConsentAccounts accounts;
    private final Workspaces workspaces;
    private final Optional<XeroApp> app;
    private final String redirect;

    XeroFlow(
            XeroApi api,
            XeroTokens tokens,
            XeroTenants tenants,
            ConsentTokens custody,
            ConsentAccounts accounts,
            Workspaces workspaces,
            Settings settings) {
        this.api = api;
        this.tokens = tokens;
        this.tenants = tenants;
        this.custody = custody;
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.app = settings.xeroApp();
        this.redirect = settings.publicUrl() + CALLBACK;
    }

    @Override
    public String connector() {
        return "xero";
    }

    @Override
    public Optional<String> missing() {
        return app.isPresent()
                ? Optional.empty()
                : Optional.of("MULLION_XERO_CLIENT_ID and MULLION_XERO_CLIENT_SECRET_FILE");
    }

    @Override
    public boolean canAsk() {
        return tokens.canAsk();
    }

    @Override
    public URI page(String state) {
        return URI.create(
                api.client().here(XeroManifest.LOGIN) + "/identity/connect/authorize?response_type=code&client_id="
                        + encoded(app.orElseThrow().clientId()) + "&redirect_uri=" + encoded(redirect) + "&scope="
                        + encoded(String.join(" ", XeroManifest.scopes())) + "&state=" + encoded(state));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String tokenHost() {
        return api.client().host(XeroManifest.IDENTITY);
    }

    @Override
    public void exchange(WorkspaceId workspace, ConsentId consent) {
        if (!tokens.canAsk()) {
            return;
        }
        if (tokens.exchanged(workspace, consent)
                instanceof Pulled.Got<XeroTokens.Opened>(XeroTokens.Opened opened, long _)) {
            opened(workspace, consent, opened);
        }
    }

    /** One consent opens what was chosen at Xero this time, and not what its user connected earlier for others. */
    private void opened(WorkspaceId workspace, ConsentId consent, XeroTokens.Opened opened) {
        if (opened.event().isEmpty()) {
            end(workspace, consent, "Xero did not say which consent its token is of; connect Xero again");
            return;
        }
        Pulled<List<TenantListing.Tenant>> found = tenants.of(consent, opened.token(), opened.event());
        if (!(found instanceof Pulled.Got<List<TenantListing.Tenant>>(List<TenantListing.Tenant> open, long _))) {
            end(workspace, consent, "Xero did not say which organisations were chosen; connect Xero again");
            return;
        }
        try {
            workspaces.within(workspace, () -> {
                accounts.opened(
                        consent,
                        open.stream()
                                .map(each -> new Account(each.tenant(), each.link(), null))
                                .toList());
                return true;
            });
        } catch (AlreadyClaimed _) {
            end(workspace, consent, "the organisation is connected to another workspace already");
        }
    }

    /** In a transaction of its own: nothing of what was refused stays. */
    private void end(WorkspaceId workspace, ConsentId consent, String why) {
        workspaces.within(workspace, () -> {
            custody.end(consent, why, system());
            return true;
        });
    }

    private static Actor system() {
        return Actor.system("sync");
    }

    @Override
    public List<Named> names(WorkspaceId workspace, ConsentId consent) {
        if (!tokens.canAsk()
                || !(tokens.of(workspace, consent) instanceof Pulled.Got<HeldToken>(HeldToken token, long _))
                || !(tenants.of(consent, token, Optional.empty())
                        instanceof Pulled.Got<List<TenantListing.Tenant>>(List<TenantListing.Tenant> found, long _))) {
            return List.of();
        }
        return found.stream().map(each -> new Named(each.tenant(), each.name())).toList();
    }

    /** What is left of a consent that ended closes its ways; of one that lives on, its own token does. */
    @Override
    public boolean end(Farewell farewell) {
        HeldToken token = farewell.token();
        if (token != null) {
            return tokens.close(farewell.consent(), token, farewell.vendorLinks());
        }
        return tokens.of(farewell.workspace(), farewell.consent())
                        instanceof Pulled.Got<HeldToken>(HeldToken access, long _)
                && farewell.vendorLinks().stream().allMatch(link -> tenants.unlink(farewell.consent(), access, link));
    }
}
