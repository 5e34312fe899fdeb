package dev.mullion.telemetry.views;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.vendors.Vendor;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How what is no text is written for programs. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** In whole units of the currency, which stands beside it. */
    static String of(Money money) {
        return money.amount().toPlainString();
    }

    /** The whole hash: by less of it nobody can be named. */
    static @Nullable String of(@Nullable IdHash customer) {
        return customer == null ? null : customer.value().toString();
    }

    static @Nullable String of(@Nullable Vendor vendor) {
        return vendor == null ? null : vendor.id();
    }

    static @Nullable String alias(@Nullable IdHash customer, Map<IdHash, String> aliases) {
        return customer == null ? null : aliases.get(customer);
    }

    /** As the id of a connection is written. */
    static String connection(UUID source) {
        return "con_" + source;
    }

    static String mode(boolean live) {
        return live ? "live" : "test";
    }
}
