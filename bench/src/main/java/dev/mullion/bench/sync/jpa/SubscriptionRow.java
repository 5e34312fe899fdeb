package dev.mullion.bench.sync.jpa;

import com.stripe.model.Subscription;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A subscription. Its id is assigned, so it says itself whether it is new, as Spring Data's documentation has it. */
@Entity
@Table(name = "subscription")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills the fields, and reads them
class SubscriptionRow implements Persistable<SubscriptionRow.Key> {

    @Embeddable
    record Key(UUID workspaceId, String id, Instant since) implements Serializable {}

    @EmbeddedId
    private Key key;

    private @Nullable Instant until;
    private boolean seenFirst;
    private boolean live;
    private String status;
    private @Nullable UUID customer;
    private String collection;
    private Instant startedAt;
    private @Nullable Instant trialStart;
    private @Nullable Instant trialEnd;
    private @Nullable Instant cancelAt;
    private boolean cancelAtPeriodEnd;
    private @Nullable Instant canceledAt;
    private @Nullable Instant endedAt;
    private @Nullable String cancelReason;
    private @Nullable String pause;
    private @Nullable Instant resumesAt;
    private boolean whole;
    private Instant asOf;

    @Transient
    private boolean isNew;

    protected SubscriptionRow() {}

    SubscriptionRow(UUID workspace, Subscription said, Instant now) {
        key = new Key(workspace, said.getId(), Instant.ofEpochSecond(said.getStartDate()));
        asOf = now;
        seenFirst = true;
        isNew = true;
        take(said);
    }

    /** Changes what is said otherwise now. When it was said stays: else each reading would write each row. */
    final void take(Subscription said) {
        live = said.getLivemode();
        status = said.getStatus();
        customer = said.getCustomer() == null ? null : Told.uuid(said.getCustomer());
        collection = said.getCollectionMethod();
        startedAt = Instant.ofEpochSecond(said.getStartDate());
        trialStart = Told.instant(said.getTrialStart());
        trialEnd = Told.instant(said.getTrialEnd());
        cancelAt = Told.instant(said.getCancelAt());
        cancelAtPeriodEnd = said.getCancelAtPeriodEnd();
        canceledAt = Told.instant(said.getCanceledAt());
        endedAt = Told.instant(said.getEndedAt());
        Subscription.CancellationDetails cancellation = said.getCancellationDetails();
        cancelReason = cancellation == null ? null : cancellation.getReason();
        Subscription.PauseCollection paused = said.getPauseCollection();
        pause = paused == null ? null : paused.getBehavior();
        resumesAt = paused == null ? null : Told.instant(paused.getResumesAt());
        whole = !said.getItems().getHasMore();
    }

    @Override
    public Key getId() {
        return key;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @PostLoad
    @PostPersist
    void isStored() {
        isNew = false;
    }
}
