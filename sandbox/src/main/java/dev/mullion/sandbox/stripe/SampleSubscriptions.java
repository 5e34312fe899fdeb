package dev.mullion.sandbox.stripe;

import static dev.mullion.sandbox.stripe.StripeObjects.item;

import dev.mullion.sandbox.customers.Clientele;
import dev.mullion.sandbox.customers.Contract;
import dev.mullion.sandbox.customers.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The contracts of the synthetic company's customers as subscriptions, and {@link Subscribers} among them. */
final class SampleSubscriptions {

    private static final LocalTime BEGINNING = LocalTime.of(9, 0);

    private SampleSubscriptions() {}

    /** In the order in which they were made. */
    static List<Map<String, @Nullable Object>> asOf(Instant anchor) {
        LocalDate today = anchor.atZone(ZoneOffset.UTC).toLocalDate();
        List<Map<String, @Nullable Object>> all = new ArrayList<>(Subscribers.asOf(anchor));
        for (Contract contract : Clientele.asOf(today)) {
            all.add(subscription(contract, all.size() + 1, today));
        }
        all.sort(Comparator.comparingLong(one -> ((Number) Objects.requireNonNull(one.get("created"))).longValue()));
        return all;
    }

    private static Map<String, @Nullable Object> subscription(Contract contract, int number, LocalDate today) {
        Plan plan = contract.plan();
        Map<String, @Nullable Object> item =
                item("si_synthetic%04d00".formatted(number), price(plan), contract.seats());
        LocalDate cycle = contract.cycles(today).getLast();
        item.put("created", seconds(contract.from()));
        item.put("current_period_start", seconds(cycle));
        item.put("current_period_end", seconds(cycle.plusMonths(plan.months())));
        Map<String, @Nullable Object> made = StripeObjects.subscription(
                "sub_synthetic%04d".formatted(number),
                "cus_company%04d".formatted(contract.customer()),
                at(contract.from()),
                List.of(item));
        made.put("currency", plan.currency());
        if (contract.isInvoiced()) {
            made.put("collection_method", "send_invoice");
            made.put("days_until_due", 30);
        }
        LocalDate until = contract.until();
        if (until != null) {
            made.put("status", "canceled");
            made.put("canceled_at", seconds(until));
            made.put("ended_at", seconds(until));
        }
        return made;
    }

    private static Map<String, @Nullable Object> price(Plan plan) {
        String cycle = plan.months() % 12 == 0 ? plan.months() / 12 + " year" : plan.months() + " month";
        return StripeObjects.price(plan.id(), plan.currency(), plan.unit(), cycle);
    }

    private static long seconds(LocalDate day) {
        return at(day).getEpochSecond();
    }

    private static Instant at(LocalDate day) {
        return day.atTime(BEGINNING).toInstant(ZoneOffset.UTC);
    }
}
