package dev.mullion.bench.sync.jpa;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** The subscriptions that are stored. */
interface SubscriptionRows extends JpaRepository<SubscriptionRow, SubscriptionRow.Key> {

    /** A whole page with one statement: by their composite ids Spring Data would ask for one after another. */
    List<SubscriptionRow> findByKeyWorkspaceIdAndKeyIdInAndUntilIsNull(UUID workspace, Collection<String> ids);
}
