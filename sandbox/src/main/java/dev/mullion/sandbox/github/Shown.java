package dev.mullion.sandbox.github;

import dev.mullion.sandbox.world.Event;
import dev.mullion.sandbox.world.Event.PullRequestStepped;
import dev.mullion.sandbox.world.PullRequest;
import dev.mullion.sandbox.world.Repository;
import dev.mullion.sandbox.world.Step;
import dev.mullion.sandbox.world.World;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be seen of a world at one instant.
 *
 * @param taken repositories that were taken from the installation
 */
record Shown(World world, Instant at, Set<Long> taken) {

    /** A pull request as it stands, with when it last changed. */
    record Standing(PullRequest pullRequest, Instant updatedAt) {

        private static final Comparator<Standing> LATEST_FIRST = Comparator.comparing(Standing::updatedAt)
                .thenComparingLong(standing -> standing.pullRequest().id())
                .reversed();
    }

    /** The repositories that are there, each with when something last happened in it. */
    Map<Repository, Instant> repositories() {
        Map<Repository, Instant> shown = new LinkedHashMap<>();
        for (Repository each : world.company().repositories()) {
            if (!each.createdAt().isAfter(at) && !taken.contains(each.id())) {
                shown.put(each, each.createdAt());
            }
        }
        events().forEach(event -> shown.computeIfPresent(event.repository(), (_, _) -> event.at()));
        return shown;
    }

    Optional<Repository> repository(String node) {
        return repositories().keySet().stream()
                .filter(each -> node.equals("R_synthetic" + each.id()))
                .findFirst();
    }

    /** The pull requests of one, the one that changed last first. */
    List<Standing> pullRequests(Repository repository) {
        return events().filter(PullRequestStepped.class::isInstance)
                .map(event -> ((PullRequestStepped) event).pullRequest())
                .filter(one -> one.repository().equals(repository))
                .distinct()
                .map(one -> one.upTo(at))
                .flatMap(one -> standing(one).stream())
                .sorted(Standing.LATEST_FIRST)
                .toList();
    }

    /** Empty as long as there is only a branch. What happens to the branch is no change of the pull request. */
    private static Optional<Standing> standing(PullRequest one) {
        return one.steps().stream()
                .filter(step -> !step.kind().event().equals("push"))
                .map(Step::at)
                .max(Comparator.naturalOrder())
                .map(last -> new Standing(one, last));
    }

    private Stream<Event> events() {
        return world.since(world.start()).stream().filter(event -> !event.at().isAfter(at));
    }
}
