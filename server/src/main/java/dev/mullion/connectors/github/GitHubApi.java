package dev.mullion.connectors.github;

import dev.mullion.connectors.Heard;
import dev.mullion.connectors.VendorApi;
import dev.mullion.connectors.VendorClient;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.egress.Call;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.Origin;
import dev.mullion.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How GitHub is asked. */
@Component
class GitHubApi implements VendorApi {

    /** What an error says of an installation that is suspended. */
    static final String SUSPENDED = "suspended";

    private final VendorClient client;

    GitHubApi(Egress egress, Settings settings) {
        this.client = new VendorClient(
                egress,
                GitHubManifest.manifest(),
                new VendorClient.Way(
                        "github",
                        "GitHub",
                        GitHubManifest.API,
                        Map.of(GitHubManifest.VERSION_HEADER, GitHubManifest.VERSION),
                        new GitHubLimits(),
                        List.of(SUSPENDED)),
                Optional.ofNullable(settings.sandboxes().get("github")).map(Origin::of));
    }

    @Override
    public VendorClient client() {
        return client;
    }

    String host() {
        return client.host();
    }

    /** The name of the host where people sign in. */
    String webHost() {
        return client.host(GitHubManifest.WEB);
    }

    /** Where people are sent. */
    Origin web() {
        return client.here(GitHubManifest.WEB);
    }

    Endpoint here(Endpoint declared) {
        return client.here(declared);
    }

    <T> Heard<T> ask(Call call, AllowList list, VendorClient.Kept<T> kept) {
        return client.ask(call, list, kept);
    }

    /** For an answer without a body. */
    Heard<Boolean> tell(Call call) {
        return client.tell(call);
    }
}
