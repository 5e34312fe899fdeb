package dev.mullion.connectors.github;

import dev.mullion.connectors.Heard;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.github.ListedInstallations.Listed;
import dev.mullion.connectors.github.ListedInstallations.Selection;
import dev.mullion.connectors.github.WholeList.Read;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.tenancy.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a person owns an installation. GitHub lists one to everybody to whom one repository of it is shown, so the
 * list alone shows nothing. What does: it stands on the person's own account; or it covers chosen repositories of an
 * organisation, and each one that the App itself is shown is among those that the person administers, which is what
 * GitHub asks of somebody who installs an App there. Repositories are compared by their numbers, in memory, and
 * forgotten. Whatever cannot be read to its end or understood is no proof.
 *
 * <p>GitHub would say who owns an organisation to an App that may read its members. That permission is on the list of
 * what is never asked for; so an installation on all repositories of an organisation, those to come included, is the
 * operator's to claim.
 */
@Component
class InstallationProof {

    private final GitHubApi api;
    private final CoveredRepositories covered;
    private final ListedInstallations installations;
    private final SeenRepositories repositories;
    private final PersonReading person;

    InstallationProof(GitHubApi api, CoveredRepositories covered) {
        this.api = api;
        this.covered = covered;
        Parsers parsers = new Parsers(Stream.concat(
                        FieldNames.all().stream(), Stream.of("total_count", "installations", "app_id", "permissions"))
                .distinct()
                .toList());
        this.installations = new ListedInstallations(parsers);
        this.repositories = new SeenRepositories(parsers);
        this.person = new PersonReading(parsers);
    }

    /** Who wants to connect. */
    record Asking(WorkspaceId workspace, ConsentId consent, HeldToken token) {

        private WholeList list(GitHubApi api) {
            return new WholeList(api, PersonTokens.account(consent), token);
        }
    }

    /** What was found. */
    sealed interface Judged {

        /**
         * It is theirs.
         *
         * @param account the number of what it stands on
         * @param how in a few words for the trail
         */
        record Owned(long installation, long account, String how) implements Judged {}

        record Refused(String why) implements Judged {}
    }

    /** @param named the number that a browser brought; null: the one that the person reaches, where it is one alone */
    Judged judge(Asking asking, @Nullable Long named) {
        Read<List<Listed>> read = asking.list(api)
                .from(
                        api.here(GitHubManifest.INSTALLATIONS).address(List.of(), "per_page", "100"),
                        installations.list(),
                        installations::installations);
        return switch (read) {
            case Read.Cut<List<Listed>>(String why) -> new Judged.Refused(why);
            case Read.Pages<List<Listed>>(List<List<Listed>> pages) -> judged(asking, pages, named);
        };
    }

    private Judged judged(Asking asking, List<List<Listed>> pages, @Nullable Long named) {
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
        Heard<Long> heard =
                asking.list(api).page(api.here(GitHubManifest.PERSON).address(List.of()), person.list(), person::id);
        if (!(heard instanceof Heard.Said<Long> said)) {
            return new Judged.Refused(WholeList.fault(heard));
        }
        return said.value() == one.account()
                ? new Judged.Owned(
                        one.id(), one.account(), "it stands on the own account of whoever signed in at GitHub")
                : new Judged.Refused("the installation stands on another person's account at GitHub");
    }

    private Judged onOrganisation(Asking asking, Listed one) {
        if (one.selection() != Selection.SELECTED) {
            return new Judged.Refused("the installation covers all repositories of an organisation, those to come"
                    + " included; choose \"Only select repositories\" at GitHub and connect again, or have the person who runs"
                    + " this installation claim it");
        }
        Read<SeenRepositories.Page> read = asking.list(api)
                .from(
                        api.here(GitHubManifest.SEEN).address(List.of(Long.toString(one.id())), "per_page", "100"),
                        repositories.list(),
                        repositories::page);
        return switch (read) {
            case Read.Cut<SeenRepositories.Page>(String why) -> new Judged.Refused(why);
            case Read.Pages<SeenRepositories.Page>(List<SeenRepositories.Page> pages) -> compared(asking, one, pages);
        };
    }

    /** The App is asked after the person, so that what is added in between is among what it is shown. */
    private Judged compared(Asking asking, Listed one, List<SeenRepositories.Page> pages) {
        Set<Long> administered =
                pages.stream().flatMap(page -> page.administered().stream()).collect(Collectors.toSet());
        if (administered.isEmpty() || !pages.stream().allMatch(SeenRepositories.Page::isAdministered)) {
            return new Judged.Refused(
                    "whoever signed in at GitHub does not administer every repository of the installation");
        }
        Optional<Set<Long>> all = covered.of(asking.workspace(), asking.consent(), one.id());
        return all.isPresent() && !all.get().isEmpty() && administered.containsAll(all.get())
                ? new Judged.Owned(
                        one.id(),
                        one.account(),
                        "whoever signed in at GitHub administers each of its "
                                + all.get().size() + " repositories")
                : new Judged.Refused(
                        "the installation may cover repositories that whoever signed in at GitHub does not see,"
                                + " or another workspace has it");
    }
}
