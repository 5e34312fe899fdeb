package dev.mullion.bench.sync.jpa;

import com.stripe.model.Price;
import com.stripe.model.SubscriptionItem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** An item of a subscription, with its price. No account of the benchmark has tiers. */
@Entity
@Table(name = "subscription_item")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills the fields, and reads them
class ItemRow implements Persistable<ItemRow.Key> {

    /** All amounts of the benchmark are in euros. */
    private static final int DECIMALS = 2;

    @Embeddable
    record Key(UUID workspaceId, String subscriptionId, Instant since, String id) implements Serializable {}

    @EmbeddedId
    private Key key;

    private @Nullable Long quantity;
    private @Nullable Instant periodStart;
    private @Nullable Instant periodEnd;
    private UUID price;
    private @Nullable UUID product;
    private String currency;
    private String usage;
    private String scheme;
    private @Nullable String intervalUnit;
    private @Nullable Integer intervalCount;
    private @Nullable BigDecimal unitAmount;
    private boolean customAmount;
    private @Nullable String tiersMode;
    private List<Long> tierUpTo;
    private List<BigDecimal> tierUnit;
    private List<BigDecimal> tierFlat;
    private @Nullable Long divideBy;
    private @Nullable Boolean roundUp;
    private boolean taxInclusive;

    @Transient
    private boolean isNew;

    protected ItemRow() {}

    ItemRow(SubscriptionRow.Key of, SubscriptionItem said) {
        key = new Key(of.workspaceId(), of.id(), of.since(), said.getId());
        tierUpTo = List.of();
        tierUnit = List.of();
        tierFlat = List.of();
        isNew = true;
        take(said);
    }

    /** Changes what is said otherwise now. */
    final void take(SubscriptionItem said) {
        Price of = said.getPrice();
        quantity = said.getQuantity();
        periodStart = Told.instant(said.getCurrentPeriodStart());
        periodEnd = Told.instant(said.getCurrentPeriodEnd());
        price = Told.uuid(of.getId());
        product = of.getProduct() == null ? null : Told.uuid(of.getProduct());
        currency = of.getCurrency();
        scheme = of.getBillingScheme();
        Price.Recurring cycle = of.getRecurring();
        usage = cycle == null ? "none" : cycle.getUsageType();
        intervalUnit = cycle == null ? null : cycle.getInterval();
        intervalCount = cycle == null ? null : Math.toIntExact(cycle.getIntervalCount());
        BigDecimal minor = of.getUnitAmountDecimal();
        unitAmount = minor == null ? null : minor.movePointLeft(DECIMALS);
        customAmount = of.getCustomUnitAmount() != null;
        tiersMode = of.getTiersMode();
        Price.TransformQuantity transform = of.getTransformQuantity();
        divideBy = transform == null ? null : transform.getDivideBy();
        roundUp = transform == null ? null : transform.getRound().equals("up");
        taxInclusive = "inclusive".equals(of.getTaxBehavior());
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
