package dev.mullion.connectors.github;

import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.RepositoryId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer to the declared GraphQL document: a page of one repository's pull requests, or why there is none. */
final class PullRequestPage {

    /** What GraphQL says instead of a status. */
    enum Fault {
        RATE_LIMITED,
        NOT_FOUND,
        FORBIDDEN,
        INVALID_CURSOR_ARGUMENTS,
        OTHER
    }

    private static final int MOST = 50;

    /** What is withheld of each pull request is a fault of its own. */
    private static final int MOST_FAULTS = 4 * MOST;

    /** Of an opaque position; GitHub's have about 60 characters. */
    static final int LONGEST_CURSOR = 300;

    private final AllowList list;
    private final Slot<Long> repository;
    private final Slot<Boolean> hasNext;
    private final Slot<String> endCursor;
    private final Slot<List<Reading>> nodes;
    private final PulledPullRequest pullRequest;
    private final Slot<List<Reading>> faults;
    private final Slot<Fault> fault;

    PullRequestPage(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        repository = allow.id("data.node.databaseId");
        hasNext = allow.flag("data.node.pullRequests.pageInfo.hasNextPage");
        endCursor = allow.pointer("data.node.pullRequests.pageInfo.endCursor", LONGEST_CURSOR);
        AllowList.Builder node = allow.element("data.node.pullRequests.nodes");
        pullRequest = new PulledPullRequest(node);
        nodes = allow.each("data.node.pullRequests.nodes", MOST, Excess.REFUSED, node);
        AllowList.Builder element = allow.element("errors");
        fault = element.stage("type", Fault.class, Fault.OTHER);
        faults = allow.each("errors", MOST_FAULTS, Excess.SKIPPED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /**
     * The gravest fault, whose order is that of {@link Fault}. Partial data beside one is not read, with one exception:
     * where the page is there, and all that is wrong is that some of it is not shown to the installation, that is null.
     */
    Optional<Fault> fault(Reading reading) {
        List<Reading> listed = reading.get(faults);
        if (listed == null) {
            return Optional.empty();
        }
        List<Fault> said = listed.stream()
                .map(one -> Optional.ofNullable(one.get(fault)).orElse(Fault.OTHER))
                .toList();
        boolean isPartlyHidden = reading.get(nodes) != null && said.stream().allMatch(Fault.FORBIDDEN::equals);
        return isPartlyHidden ? Optional.empty() : said.stream().min(Comparator.naturalOrder());
    }

    Page page(Reading reading, IdHasher hasher, @Nullable IdHash defaultBranch) {
        RepositoryId of = new RepositoryId(reading.require(repository));
        List<Reading> found = reading.require(nodes);
        List<Fact> facts = found.stream()
                .flatMap(one -> pullRequest.facts(one, hasher, of, defaultBranch))
                .toList();
        List<Instant> changes =
                found.stream().map(pullRequest::updatedAt).sorted().toList();
        return new Page(
                facts,
                found.size(),
                (int) found.stream().filter(pullRequest::isCut).count(),
                changes.isEmpty() ? null : changes.getLast(),
                changes.isEmpty() ? null : changes.getFirst(),
                next(reading));
    }

    private @Nullable String next(Reading reading) {
        return reading.require(hasNext) ? reading.require(endCursor) : null;
    }
}
