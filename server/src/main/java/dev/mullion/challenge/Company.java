package dev.mullion.challenge;

import dev.mullion.identity.EmailAddress;
import dev.mullion.identity.Founding;
import dev.mullion.identity.People;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.Profile;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Facts;
import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes a company with a little of everything in it, openly synthetic. */
@Component
class Company {

    private static final int PULL_REQUESTS = 40;

    private final Workspaces workspaces;
    private final Founding founding;
    private final People people;
    private final Facts facts;
    private final Clock clock;

    Company(Workspaces workspaces, Founding founding, People people, Facts facts, Clock clock) {
        this.workspaces = workspaces;
        this.founding = founding;
        this.people = people;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * A new workspace with one member, one repository and its pull requests.
     *
     * @param thing what the repository is called
     */
    Workspace found(String slug, String member, String thing) {
        Workspace made = founding.addWorkspace(new Slug(slug), "The " + slug, Workspace.Kind.SAMPLE, Actor.OPERATOR);
        var address = new EmailAddress("member@" + slug + ".example");
        people.add(made.id(), new Profile(address, member), Permissions.all(), Actor.OPERATOR);
        workspaces.within(made.id(), () -> facts.save(said(thing)));
        return made;
    }

    private List<Fact> said(String thing) {
        Instant now = clock.instant();
        var repository = new RepositoryId(1);
        List<Fact> said = new ArrayList<>();
        said.add(new Label(Label.Kind.REPOSITORY, repository.value(), thing, now));
        said.add(new Repository(repository, true, false, false, "Java", 900, 3, now, now, now));
        for (int number = 1; number <= PULL_REQUESTS; number++) {
            said.add(merged(repository, number, now.minus(Duration.ofHours(12L * number))));
        }
        return said;
    }

    private static PullRequest merged(RepositoryId repository, int number, Instant opened) {
        Instant merged = opened.plus(Duration.ofHours(number));
        return new PullRequest(
                new PullRequestId(number),
                repository,
                number,
                PullRequest.State.MERGED,
                new IdHash(new UUID(number % 5, 1)),
                false,
                PullRequest.Association.MEMBER,
                opened,
                opened,
                merged,
                merged,
                null,
                null,
                true,
                1,
                new PullRequest.Size(10 * number, number, 1, 1, 0, 0),
                merged);
    }
}
