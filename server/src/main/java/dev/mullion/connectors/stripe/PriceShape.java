package dev.mullion.connectors.stripe;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Price;
import dev.mullion.telemetry.Price.Cycle;
import dev.mullion.telemetry.Price.TiersMode;
import dev.mullion.telemetry.Price.Transform;
import dev.mullion.telemetry.Price.Unit;
import dev.mullion.telemetry.Price.Usage;
import dev.mullion.telemetry.money.CurrencyCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The price of an item. Subscriptions from before prices carry it as {@code plan}, with other names for the same. */
final class PriceShape {

    private enum Metering {
        LICENSED,
        METERED
    }

    private enum Rounding {
        UP,
        DOWN
    }

    private enum Tax {
        INCLUSIVE,
        OTHER
    }

    /** The same value has one name in a price and another in a plan. */
    private record Names(String cycle, String amount, String transform) {}

    private static final Names PRICE = new Names("recurring.", "unit_amount", "transform_quantity");
    private static final Names PLAN = new Names("", "amount", "transform_usage");

    private final Slot<String> id;
    private final Slot<Reading> product;
    private final Slot<String> productId;
    private final Slot<String> currency;
    private final Slot<Unit> interval;
    private final Slot<Integer> count;
    private final Slot<Metering> metering;
    private final Slot<TiersMode> tiersMode;
    private final Slot<BigDecimal> amount;
    private final Slot<BigDecimal> exactAmount;
    private final Slot<Integer> divideBy;
    private final Slot<Rounding> round;
    private final Slot<Boolean> custom;
    private final Slot<Tax> tax;

    private PriceShape(AllowList.Builder allow, String at, Names names) {
        id = allow.text(at + "id", Kind.ID_HASH, 255);
        AllowList.Builder whole = allow.object(at + "product");
        productId = whole.text("id", Kind.ID_HASH, 255);
        product = allow.oneOrItsId(at + "product", whole, productId);
        currency = allow.text(at + "currency", Kind.STAGE, 8);
        interval = allow.stage(at + names.cycle() + "interval", Unit.class);
        count = allow.count(at + names.cycle() + "interval_count");
        metering = allow.stage(at + names.cycle() + "usage_type", Metering.class);
        tiersMode = allow.stage(at + "tiers_mode", TiersMode.class);
        amount = allow.decimal(at + names.amount());
        exactAmount = allow.decimal(at + names.amount() + "_decimal");
        divideBy = allow.count(at + names.transform() + ".divide_by");
        round = allow.stage(at + names.transform() + ".round", Rounding.class);
        custom = allow.present(at + "custom_unit_amount");
        tax = allow.stage(at + "tax_behavior", Tax.class, Tax.OTHER);
    }

    static PriceShape ofPrice(AllowList.Builder allow) {
        return new PriceShape(allow, "price.", PRICE);
    }

    static PriceShape ofPlan(AllowList.Builder allow) {
        return new PriceShape(allow, "plan.", PLAN);
    }

    /**
     * A price without its tiers.
     *
     * @param id to ask for them with
     */
    record Draft(String id, Price price) {}

    /** Empty where there is none, or none in a currency. */
    Optional<Draft> draft(Reading reading, IdHasher hasher) {
        String named = reading.get(id);
        CurrencyCode in = Currencies.of(reading.get(currency));
        return named == null || in == null
                ? Optional.empty()
                : Optional.of(new Draft(named, price(reading, hasher, named, in)));
    }

    private Price price(Reading reading, IdHasher hasher, String named, CurrencyCode in) {
        Reading of = reading.get(product);
        String ofProduct = of == null ? null : of.get(productId);
        BigDecimal exact = reading.get(exactAmount);
        BigDecimal minor = exact == null ? reading.get(amount) : exact;
        return new Price(
                Hashed.price(hasher, named),
                ofProduct == null ? null : Hashed.product(hasher, ofProduct),
                in,
                usage(reading),
                cycle(reading),
                minor == null ? null : StripeAmounts.amount(minor, in),
                reading.isSet(custom),
                reading.get(tiersMode),
                List.of(),
                transform(reading),
                reading.get(tax) == Tax.INCLUSIVE);
    }

    private Usage usage(Reading reading) {
        if (reading.get(interval) == null) {
            return Usage.NONE;
        }
        return reading.get(metering) == Metering.METERED ? Usage.METERED : Usage.LICENSED;
    }

    private @Nullable Cycle cycle(Reading reading) {
        Unit stated = reading.get(interval);
        int every = Objects.requireNonNullElse(reading.get(count), 1);
        return stated == null || every < 1 ? null : new Cycle(stated, every);
    }

    private @Nullable Transform transform(Reading reading) {
        Integer by = reading.get(divideBy);
        return by == null || by < 1 ? null : new Transform(by, reading.get(round) == Rounding.UP);
    }
}
