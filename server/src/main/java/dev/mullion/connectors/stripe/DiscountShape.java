package dev.mullion.connectors.stripe;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A discount: from the release clover on its coupon stands under {@code source}, before at its top. Where it was not
 * expanded only its own id is there, which says nothing.
 */
final class DiscountShape {

    private final Slot<Instant> start;
    private final Slot<Instant> end;
    private final Slot<Reading> coupon;
    private final CouponShape couponShape;
    private final Slot<Reading> source;
    private final CouponShape sourceShape;
    private final Slot<String> id;

    DiscountShape(AllowList.Builder allow) {
        id = allow.idText("id", 255);
        start = allow.instant("start");
        end = allow.instant("end");
        AllowList.Builder old = allow.object("coupon");
        couponShape = new CouponShape(old);
        coupon = allow.oneOrItsId("coupon", old, couponShape.id());
        AllowList.Builder current = allow.object("source.coupon");
        sourceShape = new CouponShape(current);
        source = allow.oneOrItsId("source.coupon", current, sourceShape.id());
    }

    Slot<String> id() {
        return id;
    }

    /**
     * A discount as far as its own body tells.
     *
     * @param coupon to ask for; null where none is named
     */
    record Draft(
            @Nullable String coupon,
            CouponShape.Terms terms,
            @Nullable Instant start,
            @Nullable Instant end) {}

    Draft draft(Reading reading) {
        Reading current = reading.get(source);
        Reading old = reading.get(coupon);
        CouponShape shape = current != null ? sourceShape : couponShape;
        Reading named = current != null ? current : old;
        return new Draft(
                named == null ? null : named.get(shape.id()),
                named == null ? CouponShape.Terms.UNKNOWN : shape.terms(named),
                reading.get(start),
                reading.get(end));
    }
}
