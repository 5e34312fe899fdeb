package dev.mullion.connectors.github;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Heard;
import dev.mullion.connectors.HookRoutes;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.github.WholeList.Read;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.egress.Call;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which repositories an installation opens, asked before it is claimed: what a person sees of it says nothing of the
 * rest. The one token that is minted without a claim; it shows names of repositories and no more, only their numbers
 * are read, and it is ended at once. None is minted for an installation that another workspace has claimed.
 */
@Component
class CoveredRepositories {

    private static final int MOST = 100;
    private static final Map<String, String> NARROWED = Map.of("metadata", "read");
    private static final String REQUEST = "{\"permissions\":{\"metadata\":\"read\"}}";

    private final GitHubApi api;
    private final InstallationTokens app;
    private final HookRoutes routes;
    private final Workspaces workspaces;
    private final AuditTrail trail;
    private final TokenReading tokens = new TokenReading(new Parsers(List.of("token", "expires_at", "permissions")));
    private final Slot<Integer> total;
    private final Slot<List<Reading>> repositories;
    private final Slot<Long> id;
    private final AllowList list;

    /** A page of the list, and how many all of its pages have together. */
    private record Page(Set<Long> repositories, int total) {}

    CoveredRepositories(
            GitHubApi api, InstallationTokens app, HookRoutes routes, Workspaces workspaces, AuditTrail trail) {
        this.api = api;
        this.app = app;
        this.routes = routes;
        this.workspaces = workspaces;
        this.trail = trail;
        AllowList.Builder allow = AllowList.builder();
        total = allow.count("total_count");
        AllowList.Builder element = allow.element("repositories");
        id = element.id("id");
        repositories = allow.each("repositories", MOST, Excess.REFUSED, element);
        list = allow.build(
                new Parsers(Stream.concat(FieldNames.all().stream(), Stream.of("total_count", "repositories"))
                        .distinct()
                        .toList()));
    }

    /** Their numbers; empty where GitHub did not say all, or where it is not this workspace's to ask. */
    Optional<Set<Long>> of(WorkspaceId workspace, ConsentId consent, long installation) {
        boolean isAnothers = routes.ofInstallation("github", installation)
                .filter(target -> !target.workspace().equals(workspace))
                .isPresent();
        if (isAnothers) {
            return Optional.empty();
        }
        workspaces.within(workspace, () -> {
            trail.record(new AuditEvent(
                    AuditAction.INSTALLATION_COUNTED,
                    Actor.system("sync"),
                    consent.toString(),
                    "a token of the installation, narrowed to metadata:read, ended after its list of repositories"));
            return true;
        });
        URI address = api.here(GitHubManifest.MINT).address(List.of(Long.toString(installation)));
        Call mint = app.signed(Call.post(address, "app", new Call.Body.Json(REQUEST)));
        return api.ask(mint, tokens.list(), (reading, _) -> minted(reading)) instanceof Heard.Said<Minted> said
                ? counted(consent, said.value())
                : Optional.empty();
    }

    /** @param isNarrow whether it may do nothing but what it was narrowed to */
    private record Minted(HeldToken token, boolean isNarrow) {}

    private Minted minted(Reading reading) {
        return new Minted(
                new HeldToken(tokens.token(reading), api.host()),
                NARROWED.entrySet().containsAll(tokens.permissions(reading).entrySet()));
    }

    /** Ends the token whatever came of it; nothing is asked with one that may do more. */
    private Optional<Set<Long>> counted(ConsentId consent, Minted minted) {
        String account = PersonTokens.account(consent);
        try (HeldToken token = minted.token()) {
            Optional<Set<Long>> read = minted.isNarrow() ? read(new WholeList(api, account, token)) : Optional.empty();
            api.tell(Call.delete(api.here(GitHubManifest.END_OF_TOKEN).address(List.of()), account)
                    .with(sending -> sending.bearer(token)));
            return read;
        }
    }

    /** A list that is shorter than it says itself is not whole. */
    private Optional<Set<Long>> read(WholeList repositoriesOfIt) {
        URI first = api.here(GitHubManifest.REPOSITORIES).address(List.of(), "per_page", "100");
        if (!(repositoriesOfIt.from(first, list, this::page) instanceof Read.Pages<Page>(List<Page> pages))) {
            return Optional.empty();
        }
        Set<Long> all =
                pages.stream().flatMap(page -> page.repositories().stream()).collect(Collectors.toSet());
        return pages.stream().allMatch(page -> page.total() == all.size()) ? Optional.of(all) : Optional.empty();
    }

    private Page page(Reading reading) {
        return new Page(
                reading.require(repositories).stream()
                        .map(one -> one.require(id))
                        .collect(Collectors.toSet()),
                reading.require(total));
    }
}
