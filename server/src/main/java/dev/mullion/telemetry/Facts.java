package dev.mullion.telemetry;

import dev.mullion.tenancy.TenantSql;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes facts into the workspace whose door is open. What is stored is a function of the set of facts alone: order,
 * repetition and grouping into calls change nothing, and no fact moves anything back. Of what a vendor dates in the
 * future alone it counts when it came ({@link Arrival}). Safe to share between threads; calls for one workspace wait
 * for each other until their transactions end. If a call fails, so must its transaction.
 */
@Component
public final class Facts {

    private final TenantSql tenant;
    private final Clock clock;
    private final RepositoryTable repositories;
    private final LabelTable labels;
    private final PullRequestTable pullRequests;
    private final ReviewTable reviews;
    private final PushTable pushes;
    private final SubscriptionTable subscriptions;
    private final DerivedTimes derived;
    private final BooksTable books;
    private final InvoiceTable invoices;
    private final PaymentTable payments;
    private final CreditTable credits;
    private final InfrastructureCostTable costs;
    private final ComplianceTaskTable tasks;

    public Facts(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
        this.repositories = new RepositoryTable(tenant);
        this.labels = new LabelTable(tenant);
        this.pullRequests = new PullRequestTable(tenant);
        this.reviews = new ReviewTable(tenant);
        this.pushes = new PushTable(tenant);
        this.subscriptions = new SubscriptionTable(tenant);
        this.derived = new DerivedTimes(tenant);
        this.books = new BooksTable(tenant);
        this.invoices = new InvoiceTable(tenant);
        this.payments = new PaymentTable(tenant);
        this.credits = new CreditTable(tenant);
        this.costs = new InfrastructureCostTable(tenant);
        this.tasks = new ComplianceTaskTable(tenant);
    }

    /**
     * What became of the facts of one call.
     *
     * @param written rows added or changed
     * @param unchanged rows that said so already; they were read and not written
     * @param bytesKept the width of the written rows
     */
    public record Saved(int written, int unchanged, long bytesKept) {

        static final Saved NOTHING = new Saved(0, 0, 0);

        Saved and(Saved other) {
            return new Saved(written + other.written, unchanged + other.unchanged, bytesKept + other.bytesKept);
        }
    }

    /** Saves the facts of any number of deliveries that came just now; a few hundred are best. */
    public Saved save(List<Fact> facts) {
        return save(facts, clock.instant());
    }

    /**
     * The same for facts that came some time ago.
     *
     * @param heard when their vendor said them at the earliest: those of a page, when it was asked for
     */
    public Saved save(List<Fact> facts, Instant heard) {
        if (facts.isEmpty()) {
            return Saved.NOTHING;
        }
        takeTurn();
        Batch batch = Batch.of(facts, new Arrival(heard.truncatedTo(ChronoUnit.MICROS)));
        DerivedTimes.Touched touched = new DerivedTimes.Touched();
        Saved saved = saveRepositories(batch)
                .and(merge(pullRequests, batch.pullRequests(), touched::pullRequest))
                .and(merge(reviews, batch.reviews(), (row, _) -> touched.review(row)))
                .and(merge(pushes, batch.pushes(), (row, _) -> touched.push(row.push())))
                .and(merge(subscriptions, batch.subscriptions(), (_, _) -> {}))
                .and(saveFinance(batch.finance()))
                .and(merge(costs, batch.imported().costs(), (_, _) -> {}))
                .and(merge(tasks, batch.imported().tasks(), (_, _) -> {}));
        if (!touched.isEmpty()) {
            derived.refresh(touched);
        }
        return saved;
    }

    /**
     * Rows are read, joined with what was said, and written; and a review must see the pull request that another
     * transaction is just writing. So the workspace's transactions take turns.
     */
    private void takeTurn() {
        tenant.sql("select id from workspace where id = :workspace for no key update")
                .query((_, _) -> true)
                .single();
    }

    private Saved saveFinance(Batch.Finance finance) {
        return merge(books, finance.books(), (_, _) -> {})
                .and(merge(invoices, finance.invoices(), (_, _) -> {}))
                .and(merge(payments, finance.payments(), (_, _) -> {}))
                .and(merge(credits, finance.credits(), (_, _) -> {}));
    }

    /** Labels of what is being removed go first, so that a younger one in the same call finds its place. */
    private Saved saveRepositories(Batch batch) {
        Map<RepositoryId, Instant> removals = new HashMap<>();
        Saved saved = merge(repositories, batch.repositories(), (row, _) -> {
            if (row.removedAt() != null) {
                removals.put(row.id(), row.removedAt());
            }
        });
        if (!removals.isEmpty()) {
            labels.delete(removals);
        }
        return saved.and(merge(labels, batch.labels(), (_, _) -> {}));
    }

    private static <K, R extends Row<R>> Saved merge(
            Table<K, R> table, Map<K, R> said, BiConsumer<R, @Nullable R> changed) {
        if (said.isEmpty()) {
            return Saved.NOTHING;
        }
        Map<K, R> stored = table.find(said.keySet());
        List<R> written = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<K, R> entry : said.entrySet()) {
            R before = stored.get(entry.getKey());
            R after = before == null ? entry.getValue() : before.and(entry.getValue());
            if (!after.equals(before)) {
                written.add(after);
                bytes += after.bytesKept();
                changed.accept(after, before);
            }
        }
        if (!written.isEmpty()) {
            table.write(written);
        }
        return new Saved(written.size(), said.size() - written.size(), bytes);
    }
}
