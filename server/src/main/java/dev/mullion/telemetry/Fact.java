package dev.mullion.telemetry;

/**
 * One typed metadata row, as a vendor's delivery or page states it. Amounts, instants, stages, counts and keyed hashes
 * only; the one text a fact may carry is a {@link Label} of a thing.
 */
public sealed interface Fact
        permits Label,
                Repository,
                RepositoryRemoved,
                PullRequest,
                Review,
                Push,
                Subscription,
                Books,
                Invoice,
                Payment,
                Credit,
                InfrastructureCost,
                ComplianceTask {

    /** How many bytes this row keeps: the width of its columns, for the receipt "read N, kept M". */
    int bytesKept();
}
