package dev.mullion.connectors.github;

import dev.mullion.connectors.Heard;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.github.ListedInstallations.Listed;
import dev.mullion.connectors.github.ListedInstallations.Selection;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Call;
import dev.mullion.tenancy.WorkspaceId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a person owns an installation. GitHub lists one to everybody to whom one repository of it is shown, so the
 * list alone shows nothing. What does: it stands on the person's own account; or it covers chosen repositories of an
 * organisation, and the person administers every single one of them, which is what GitHub asks of somebody who installs
 * an App there. Whatever cannot be read, counted or understood is no proof.
 *
 * <p>GitHub would say who owns an organisation to an App that may read its members. That permission is on the list of
 * what is never asked for; so an installation on all repositories of an organisation, those to come included, is the
 * operator's to claim.
 */
@Component
class InstallationProof {

    /** Of a hundred each. */
    private static final int MOST_PAGES = 10;

    private final GitHubApi api;
    private final InstallationCount count;
    private final ListedInstallations installations;
    private final SeenRepositories repositories;
    private final PersonReading person;

    InstallationProof(GitHubApi api, InstallationCount count) {
        this.api = api;
        this.count = count;
        Parsers parsers = new Parsers(Stream.concat(
                        FieldNames.all().stream(), Stream.of("total_count", "installations", "app_id", "permissions"))
                .distinct()
                .toList());
        this.installations = new ListedInstallations(parsers);
        this.repositories = new SeenRepositories(parsers);
        this.person = new PersonReading(parsers);
    }

    /** Who wants to connect. */
    record Asking(WorkspaceId workspace, ConsentId consent, HeldToken token) {}

    /** What was found. */
    sealed interface Judged {

        /**
         * It is theirs.
         *
         * @param how in a few words for the trail
         */
        record Owned(long installation, String how) implements Judged {}

        record Refused(String why) implements Judged {}
    }

    /** @param named the number that a browser brought; null: the one that the person reaches, where it is one alone */
    Judged judge(Asking asking, @Nullable Long named) {
        List<List<Listed>> pages = new ArrayList<>();
        String fault = walk(
                asking,
                api.here(GitHubManifest.INSTALLATIONS).address(List.of(), "per_page", "100"),
                installations.list(),
                installations::installations,
                pages);
        if (fault != null) {
            return new Judged.Refused(fault);
        }
        List<Listed> found = pages.stream()
                .flatMap(List::stream)
                .filter(one -> named == null || one.id() == named)
                .toList();
        if (found.size() != 1) {
            return new Judged.Refused(
                    named == null
                            ? "whoever signed in at GitHub reaches " + found.size()
                                    + " installations of the App, and one was expected; install it anew from here"
                            : "GitHub does not list this installation to whoever signed in there");
        }
        return judged(asking, found.getFirst());
    }

    private Judged judged(Asking asking, Listed one) {
        Manifest manifest = GitHubManifest.manifest();
        List<String> broader = manifest.broader(one.permissions());
        List<String> missing = manifest.missing(one.permissions());
        if (one.isSuspended()) {
            return new Judged.Refused("GitHub says that the installation is suspended");
        }
        if (!broader.isEmpty()) {
            return new Judged.Refused("the installation grants "
                    + String.join(", ", broader.subList(0, Math.min(2, broader.size())))
                    + ", which Mullion does not ask for");
        }
        if (!missing.isEmpty()) {
            return new Judged.Refused("the installation does not grant " + String.join(", ", missing));
        }
        return switch (one.owner()) {
            case USER -> onOwnAccount(asking, one);
            case ORGANIZATION -> onOrganisation(asking, one);
            case OTHER ->
                new Judged.Refused("the installation stands on an account of a kind that Mullion does not know");
        };
    }

    private Judged onOwnAccount(Asking asking, Listed one) {
        Heard<Long> heard = ask(asking, api.here(GitHubManifest.PERSON).address(List.of()), person.list(), person::id);
        if (!(heard instanceof Heard.Said<Long> said)) {
            return new Judged.Refused(fault(heard));
        }
        return said.value() == one.account()
                ? new Judged.Owned(one.id(), "it stands on the own account of whoever signed in at GitHub")
                : new Judged.Refused("the installation stands on another person's account at GitHub");
    }

    private Judged onOrganisation(Asking asking, Listed one) {
        if (one.selection() != Selection.SELECTED) {
            return new Judged.Refused("the installation covers all repositories of an organisation, those to come"
                    + " included; choose \"Only select repositories\" at GitHub and connect again, or have the person who runs"
                    + " this installation claim it");
        }
        List<SeenRepositories.Page> pages = new ArrayList<>();
        String fault = walk(
                asking,
                api.here(GitHubManifest.SEEN).address(List.of(Long.toString(one.id())), "per_page", "100"),
                repositories.list(),
                repositories::page,
                pages);
        if (fault != null) {
            return new Judged.Refused(fault);
        }
        int seen = pages.stream().mapToInt(SeenRepositories.Page::repositories).sum();
        if (seen == 0 || !pages.stream().allMatch(SeenRepositories.Page::administered)) {
            return new Judged.Refused(
                    "whoever signed in at GitHub does not administer every repository of the installation");
        }
        OptionalInt all = count.of(asking.workspace(), asking.consent(), one.id());
        return all.isPresent() && all.getAsInt() == seen
                ? new Judged.Owned(
                        one.id(), "whoever signed in at GitHub administers each of its " + seen + " repositories")
                : new Judged.Refused(
                        "the installation may cover repositories that whoever signed in at GitHub does not see,"
                                + " or another workspace has it");
    }

    /**
     * Follows a list to its end.
     *
     * @return why it could not be read to its end; null where it was
     */
    private <T> @Nullable String walk(
            Asking asking, URI first, AllowList list, Function<Reading, T> read, List<T> pages) {
        URI next = first;
        while (next != null) {
            if (pages.size() == MOST_PAGES) {
                return "GitHub's list is longer than " + MOST_PAGES * 100
                        + " entries; have the person who runs this installation claim it";
            }
            Heard<T> heard = ask(asking, next, list, read);
            if (!(heard instanceof Heard.Said<T> said)) {
                return fault(heard);
            }
            pages.add(said.value());
            try {
                next = said.next().isPresent() ? new URI(said.next().get()) : null;
            } catch (URISyntaxException _) {
                return "GitHub's address of the next page is none";
            }
        }
        return null;
    }

    private <T> Heard<T> ask(Asking asking, URI address, AllowList list, Function<Reading, T> read) {
        Call call = Call.get(address, PersonTokens.account(asking.consent()))
                .with(sending -> sending.bearer(asking.token()));
        return api.ask(call, list, (reading, _) -> read.apply(reading));
    }

    private static String fault(Heard<?> heard) {
        return switch (heard) {
            case Heard.Said<?> _ -> "GitHub answered";
            case Heard.Turned<?> turned -> "GitHub answered " + turned.status() + " to the question who owns it";
            case Heard.Late<?> late -> "GitHub is at its limit: " + late.why();
            case Heard.Broken<?> broken -> broken.why();
        };
    }
}
