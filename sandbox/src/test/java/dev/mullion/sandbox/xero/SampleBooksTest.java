package dev.mullion.sandbox.xero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.sandbox.customers.Clientele;
import dev.mullion.sandbox.customers.Contract;
import dev.mullion.sandbox.xero.Organisation.Book;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleBooksTest {

    private static final Instant ANCHOR = Instant.parse("2026-11-21T21:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    private final Organisation books = SampleBooks.at(ANCHOR);

    /** An invoice as the books have it. */
    private record Invoice(
            String who, String status, String currency, BigDecimal total, BigDecimal due, LocalDate issued) {

        static Invoice of(Map<String, Object> body) {
            return new Invoice(
                    String.valueOf(((Map<?, ?>) said(body, "Contact")).get("Name")),
                    String.valueOf(body.get("Status")),
                    String.valueOf(body.get("CurrencyCode")),
                    (BigDecimal) said(body, "Total"),
                    (BigDecimal) said(body, "AmountDue"),
                    LocalDate.parse(String.valueOf(body.get("DateString")).substring(0, 10)));
        }
    }

    private static Object said(Map<String, Object> body, String name) {
        return Objects.requireNonNull(body.get(name), name);
    }

    private List<Invoice> invoices() {
        return books.of(Book.INVOICES).stream()
                .filter(entry -> "ACCREC".equals(entry.body().get("Type")))
                .map(entry -> Invoice.of(entry.body()))
                .toList();
    }

    @Test
    void areTheSameForTheSameAnchor() {
        assertThat(SampleBooks.at(ANCHOR).entries()).isEqualTo(books.entries());
    }

    @Test
    void haveAnInvoiceForEachCycleOfEachSubscriptionThatIsInvoiced() {
        LocalDate first = LocalDate.parse("2025-10-01");
        List<List<Object>> expected = Clientele.asOf(TODAY).stream()
                .filter(Contract::isInvoiced)
                .flatMap(one -> one.cycles(TODAY).stream()
                        .filter(cycle -> !cycle.isBefore(first))
                        .map(cycle -> List.<Object>of(one.customerName(), one.amount(), cycle)))
                .toList();

        assertThat(invoices().stream()
                        .filter(one -> !one.status().equals("VOIDED"))
                        .map(one -> List.<Object>of(one.who(), one.total(), one.issued())))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(invoices()).extracting(Invoice::currency).contains("EUR", "JPY", "ISK");
    }

    @Test
    void haveThePlantedProblems() {
        Set<Long> monthsUnpaid = invoices().stream()
                .filter(one -> one.who().equals(Contract.nameOf(Clientele.OVERDUE))
                        && one.due().signum() > 0)
                .map(one -> one.issued().until(TODAY).toTotalMonths())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(monthsUnpaid).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(invoices())
                .filteredOn(one -> one.due().signum() > 0 && one.due().compareTo(one.total()) < 0)
                .extracting(Invoice::who)
                .isNotEmpty()
                .containsOnly(Contract.nameOf(Clientele.HALF_PAID));
        assertThat(invoices())
                .filteredOn(one -> one.status().equals("VOIDED"))
                .singleElement()
                .satisfies(one -> assertThat(one.due()).isZero());
        assertThat(invoices())
                .filteredOn(one -> one.who().equals(Contract.nameOf(Clientele.LATE))
                        && one.due().signum() > 0)
                .anyMatch(one -> one.issued().plusDays(30).isBefore(TODAY));
        assertThat(books.of(Book.CREDIT_NOTES))
                .singleElement()
                .satisfies(entry -> assertThat((BigDecimal) said(entry.body(), "RemainingCredit"))
                        .isPositive()
                        .isLessThan((BigDecimal) said(entry.body(), "Total")));
    }

    @Test
    void haveAnInvoicePaidByHalfInTwoPartsAndAPaymentOfItThatWasDeleted() {
        Organisation.Entry half = books.of(Book.INVOICES).stream()
                .filter(entry -> "ACCREC".equals(entry.body().get("Type")))
                .filter(entry -> {
                    Invoice one = Invoice.of(entry.body());
                    return one.due().signum() > 0 && one.due().compareTo(one.total()) < 0;
                })
                .findFirst()
                .orElseThrow();
        List<Map<String, Object>> payments = books.of(Book.PAYMENTS).stream()
                .map(Organisation.Entry::body)
                .filter(body -> half.id().toString().equals(((Map<?, ?>) said(body, "Invoice")).get("InvoiceID")))
                .toList();

        assertThat(payments)
                .extracting(body -> body.get("Status"))
                .containsExactlyInAnyOrder("AUTHORISED", "AUTHORISED", "DELETED");
        assertThat(payments.stream()
                        .filter(body -> "AUTHORISED".equals(body.get("Status")))
                        .map(body -> (BigDecimal) said(body, "Amount"))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo((BigDecimal) said(half.body(), "AmountPaid"));
    }
}
