package dev.mullion.connectors.stripe;

import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;

/** Ids that are kept as hashes under the workspace's key: of people, and those that sellers may choose themselves. */
final class Hashed {

    private Hashed() {}

    static IdHash customer(IdHasher hasher, String id) {
        return hasher.hash("stripe.customer", id);
    }

    static IdHash price(IdHasher hasher, String id) {
        return hasher.hash("stripe.price", id);
    }

    static IdHash product(IdHasher hasher, String id) {
        return hasher.hash("stripe.product", id);
    }

    static IdHash coupon(IdHasher hasher, String id) {
        return hasher.hash("stripe.coupon", id);
    }
}
