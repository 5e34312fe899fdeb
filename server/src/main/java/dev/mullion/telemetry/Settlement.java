package dev.mullion.telemetry;

import dev.mullion.telemetry.money.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An invoice or bill with the payments of it that were read. What is paid and left to pay is what the books say; the
 * payments are held against it and change nothing of it.
 *
 * @param today the day that it is where the books are kept
 * @param latest the latest payments, deleted ones among them; not more than {@link Invoices#MOST}
 * @param payments how many there are in all, deleted ones included
 * @param read the sum of all that are not deleted, in the currency of the invoice
 * @param elsewhere sums of those in other currencies, which are in no other sum
 */
public record Settlement(
        Invoice invoice, LocalDate today, List<Payment> latest, long payments, Money read, List<Money> elsewhere) {

    public Settlement {
        latest = List.copyOf(latest);
        elsewhere = List.copyOf(elsewhere);
    }

    /** How the payments that were read compare with what the books say was paid. */
    public enum Tally {
        MATCHES("The payments that were read add up to what the books say was paid."),
        SHORT("The payments that were read add up to less than the books say was paid. The rest may be a payment from"
                + " before what the connection reads or one that is not read yet, or an overpayment or credit that the"
                + " books count as paid."),
        OVER("The payments that were read add up to more than the books say was paid. The invoice or a payment may have"
                + " changed since it was read, which the next reading shows.");

        private final String sentence;

        Tally(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    public Tally tally() {
        int sign = Long.signum(difference().minor());
        return sign == 0 ? Tally.MATCHES : sign > 0 ? Tally.SHORT : Tally.OVER;
    }

    /** What the books say was paid, less the payments that were read. */
    public Money difference() {
        return invoice.amounts().paid().minus(read);
    }

    /** Days since its due day, or since its issue where it has none; 0 where it is not late or nothing is owed. */
    public long daysLate() {
        boolean isOwed =
                invoice.state() == Invoice.State.OPEN && invoice.amounts().due().minor() != 0;
        LocalDate from = invoice.dueOn() == null ? invoice.issuedOn() : invoice.dueOn();
        return isOwed ? Math.max(0, ChronoUnit.DAYS.between(from, today)) : 0;
    }
}
