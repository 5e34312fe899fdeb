package dev.mullion.bench.sync.jpa;

import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;
import org.springframework.transaction.support.TransactionTemplate;

/** Saves a page in one transaction: two questions for what is stored already, and {@code saveAll} twice. */
final class PageStore {

    private static final UUID WORKSPACE = UUID.fromString("5e7d0000-0000-4000-8000-000000000001");

    private final SubscriptionRows subscriptions;
    private final ItemRows items;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PageStore(SubscriptionRows subscriptions, ItemRows items, TransactionTemplate transactions, Clock clock) {
        this.subscriptions = subscriptions;
        this.items = items;
        this.transactions = transactions;
        this.clock = clock;
    }

    void save(List<Subscription> page) {
        transactions.executeWithoutResult(_ -> saveWithin(page));
    }

    private void saveWithin(List<Subscription> page) {
        List<String> ids = page.stream().map(Subscription::getId).toList();
        Map<String, SubscriptionRow> known =
                by(row -> row.getId().id(), subscriptions.findByKeyWorkspaceIdAndKeyIdInAndUntilIsNull(WORKSPACE, ids));
        Map<String, ItemRow> knownItems =
                by(row -> row.getId().id(), items.findByKeyWorkspaceIdAndKeySubscriptionIdIn(WORKSPACE, ids));
        Instant now = clock.instant();
        List<SubscriptionRow> rows = new ArrayList<>();
        List<ItemRow> itemRows = new ArrayList<>();
        for (Subscription said : page) {
            SubscriptionRow row = row(known.get(said.getId()), said, now);
            rows.add(row);
            for (SubscriptionItem item : said.getItems().getData()) {
                itemRows.add(item(knownItems.get(item.getId()), row.getId(), item));
            }
        }
        subscriptions.saveAll(rows);
        items.saveAll(itemRows);
    }

    private static SubscriptionRow row(@Nullable SubscriptionRow known, Subscription said, Instant now) {
        if (known == null) {
            return new SubscriptionRow(WORKSPACE, said, now);
        }
        known.take(said);
        return known;
    }

    private static ItemRow item(@Nullable ItemRow known, SubscriptionRow.Key of, SubscriptionItem said) {
        if (known == null) {
            return new ItemRow(of, said);
        }
        known.take(said);
        return known;
    }

    private static <T extends Persistable<?>> Map<String, T> by(Function<T, String> id, List<T> rows) {
        return rows.stream().collect(Collectors.toMap(id, Function.identity()));
    }
}
