package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.telemetry.PullRequest;
import org.jspecify.annotations.Nullable;

/** The counts of a pull request, which come together or not at all. */
final class SizePaths {

    private final Slot<Integer> additions;
    private final Slot<Integer> deletions;
    private final Slot<Integer> files;
    private final Slot<Integer> commits;
    private final Slot<Integer> comments;
    private final Slot<Integer> reviewComments;

    SizePaths(AllowList.Builder allow) {
        additions = allow.count("pull_request.additions");
        deletions = allow.count("pull_request.deletions");
        files = allow.count("pull_request.changed_files");
        commits = allow.count("pull_request.commits");
        comments = allow.count("pull_request.comments");
        reviewComments = allow.count("pull_request.review_comments");
    }

    PullRequest.@Nullable Size read(Reading reading) {
        if (reading.get(additions) == null) {
            return null;
        }
        return new PullRequest.Size(
                reading.require(additions),
                reading.require(deletions),
                reading.require(files),
                reading.require(commits),
                reading.require(comments),
                reading.require(reviewComments));
    }
}
