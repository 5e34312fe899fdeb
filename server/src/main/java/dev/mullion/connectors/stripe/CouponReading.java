package dev.mullion.connectors.stripe;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;

/** One coupon with the products that it is for, which only an answer about the coupon itself tells. */
final class CouponReading {

    private final AllowList list;
    private final CouponShape coupon;

    CouponReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        coupon = new CouponShape(allow);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    CouponShape.Terms terms(Reading reading) {
        return coupon.terms(reading);
    }
}
