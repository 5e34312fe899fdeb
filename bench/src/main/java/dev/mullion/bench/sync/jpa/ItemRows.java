package dev.mullion.bench.sync.jpa;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** The items that are stored. */
interface ItemRows extends JpaRepository<ItemRow, ItemRow.Key> {

    List<ItemRow> findByKeyWorkspaceIdAndKeySubscriptionIdIn(UUID workspace, Collection<String> subscriptions);
}
