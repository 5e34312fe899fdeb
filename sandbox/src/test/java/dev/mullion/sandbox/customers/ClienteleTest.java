package dev.mullion.sandbox.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClienteleTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    @Test
    void isTheSameForTheSameDay() {
        assertThat(Clientele.asOf(TODAY)).isEqualTo(Clientele.asOf(TODAY));
    }

    @Test
    void beginsInThePastAndEndsWithACycleOnEveryDayOfAYear() {
        IntStream.range(0, 366)
                .mapToObj(TODAY::plusDays)
                .forEach(today -> assertThat(Clientele.asOf(today)).allSatisfy(one -> {
                    assertThat(one.from()).isBefore(today);
                    assertThat(one.cycles(today)).isNotEmpty().startsWith(one.from());
                    LocalDate until = one.until();
                    if (until != null) {
                        assertThat(until).isBeforeOrEqualTo(today);
                        int months = one.cycles(today).size() * one.plan().months();
                        assertThat(one.from().plusMonths(months)).isEqualTo(until);
                    }
                }));
    }

    @Test
    void isWorthTenTimesWhatThePlantedInfrastructureBillSays() {
        BigDecimal month = Clientele.asOf(TODAY).stream()
                .filter(one -> one.until() == null && one.plan().currency().equals("eur"))
                .map(one -> one.amount().divide(BigDecimal.valueOf(one.plan().months()), 2, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(month).isBetween(new BigDecimal("170000"), new BigDecimal("220000"));
    }

    @Test
    void sendsInvoicesToWhoeverHasManySeatsAndForEverythingTheyHave() {
        List<Contract> all = Clientele.asOf(TODAY);

        assertThat(all.stream().filter(Contract::isInvoiced)).isNotEmpty();
        assertThat(all.stream().filter(one -> !one.isInvoiced())).isNotEmpty().allMatch(one -> one.seats() < 50);
        assertThat(all.stream().filter(one -> one.customer() == 1)).hasSize(2).allMatch(Contract::isInvoiced);
    }
}
