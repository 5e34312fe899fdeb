package dev.mullion.sandbox.customers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One subscription of a customer, who may have several.
 *
 * @param customer a number that both vendors know them by
 * @param until null where it goes on; else the end of a cycle
 * @param isInvoiced whether they are sent invoices, which are in the books; else a card is charged
 */
public record Contract(
        int customer,
        Plan plan,
        int seats,
        LocalDate from,
        @Nullable LocalDate until,
        boolean isInvoiced) {

    /** What the books call the customer. */
    public String customerName() {
        return nameOf(customer);
    }

    public static String nameOf(int customer) {
        return "Synthetic customer %04d".formatted(customer);
    }

    /** Of one cycle, in whole units of the plan's currency. */
    public BigDecimal amount() {
        return plan.amount(seats);
    }

    /** The first days of its cycles up to a day, that one included. */
    public List<LocalDate> cycles(LocalDate today) {
        return IntStream.iterate(0, month -> month + plan.months())
                .mapToObj(from::plusMonths)
                .takeWhile(first -> !first.isAfter(today) && (until == null || first.isBefore(until)))
                .toList();
    }

    static Stream<Integer> invoiced(List<Contract> all) {
        return all.stream().filter(Contract::isInvoiced).map(Contract::customer).distinct();
    }
}
