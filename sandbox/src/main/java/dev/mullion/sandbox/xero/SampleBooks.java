package dev.mullion.sandbox.xero;

import dev.mullion.sandbox.xero.Organisation.Book;
import dev.mullion.sandbox.xero.Organisation.Entry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fourteen months of the sample company's books: bills of businesses that exist, at made-up prices, and invoices to the
 * made-up customers of its subscriptions. Planted are two tools for one job, one supplier under two names, and a
 * customer who stopped paying. The same anchor makes the same books.
 */
public final class SampleBooks {

    private static final int MONTHS = 14;
    private static final int CUSTOMERS = 26;

    /** Whoever has this number pays nothing of the last four months. */
    private static final int OVERDUE = 7;

    private static final int DAYS_TO_PAY = 30;

    private static final List<Supplier> SUPPLIERS = List.of(
            new Supplier("Amazon Web Services EMEA SARL", 18_400, 9, MONTHS),
            new Supplier("Google Cloud EMEA Limited", 3_100, 8, MONTHS),
            new Supplier("Cloudflare", 540, 0, MONTHS),
            new Supplier("Datadog", 4_200, 6, MONTHS),
            new Supplier("Sentry", 310, 0, MONTHS),
            new Supplier("GitHub", 1_890, 1, MONTHS),
            new Supplier("JetBrains", 720, 0, MONTHS),
            new Supplier("PagerDuty", 860, 0, MONTHS),
            new Supplier("Slack Technologies Limited", 1_420, 1, MONTHS),
            new Supplier("Slack", 95, 0, 3),
            new Supplier("Zoom", 640, 0, MONTHS),
            new Supplier("Google Workspace", 2_300, 1, MONTHS),
            new Supplier("Asana", 980, 0, MONTHS),
            new Supplier("Linear", 610, 2, 5),
            new Supplier("Notion", 870, 1, MONTHS),
            new Supplier("Figma", 1_150, 1, MONTHS),
            new Supplier("HubSpot", 2_750, 1, MONTHS),
            new Supplier("Intercom", 1_640, 2, MONTHS),
            new Supplier("Greenhouse Software", 1_300, 0, MONTHS),
            new Supplier("Deel", 2_050, 3, MONTHS),
            new Supplier("1Password", 480, 0, MONTHS),
            new Supplier("Okta", 1_560, 0, MONTHS),
            new Supplier("Vanta", 1_250, 0, 9),
            new Supplier("OpenAI", 1_900, 14, 11),
            new Supplier("A made-up landlord", 14_500, 0, MONTHS),
            new Supplier("A made-up caterer", 1_180, 5, MONTHS));

    private final Organisation books;
    private final LocalDate today;
    private final Random chance = new Random(42);

    private SampleBooks(Organisation books, LocalDate today) {
        this.books = books;
        this.today = today;
    }

    /**
     * Somebody who sends a bill a month.
     *
     * @param amount of the last month, in whole units
     * @param growth in per cent a month
     * @param months since when
     */
    private record Supplier(String name, int amount, int growth, int months) {}

    /** The books as they are at a moment, which is the end of what they know. */
    public static Organisation at(Instant anchor) {
        Organisation books = new Organisation(
                id("organisation"),
                "Sample company (synthetic)",
                "EUR",
                "W.EUROPESTANDARDTIME",
                new ConcurrentHashMap<>());
        SampleBooks made = new SampleBooks(books, anchor.atZone(ZoneOffset.UTC).toLocalDate());
        YearMonth last = YearMonth.from(made.today);
        for (int back = MONTHS - 1; back >= 0; back--) {
            made.bills(last.minusMonths(back), back);
            made.invoices(last.minusMonths(back), back);
        }
        made.credit();
        return books;
    }

    private void bills(YearMonth month, int back) {
        for (Supplier supplier : SUPPLIERS) {
            LocalDate issued = month.atDay(2 + Math.floorMod(supplier.name().hashCode(), 24));
            if (back < supplier.months() && !issued.isAfter(today)) {
                double shrunk = supplier.amount() / Math.pow(1 + supplier.growth() / 100.0, back);
                enter("ACCPAY", supplier.name(), cents(shrunk * (0.96 + 0.08 * chance.nextDouble())), issued, true);
            }
        }
    }

    private void invoices(YearMonth month, int back) {
        for (int customer = 1; customer <= CUSTOMERS; customer++) {
            LocalDate issued = month.atDay(1 + customer % 27);
            boolean isCustomer = back < MONTHS - customer / 4;
            if (isCustomer && !issued.isAfter(today)) {
                boolean pays = customer != OVERDUE || back > 3;
                double amount = 400 + 370 * (customer % 6) + (customer == OVERDUE ? 5_200 : 0);
                enter("ACCREC", "Synthetic customer %04d".formatted(customer), cents(amount), issued, pays);
            }
        }
    }

    /** Paid some days after the bill is due, or before; what is not yet paid at the end stands open. */
    private void enter(String type, String who, BigDecimal amount, LocalDate issued, boolean pays) {
        LocalDate due = issued.plusDays(DAYS_TO_PAY);
        LocalDate paid = due.plusDays(chance.nextInt(-12, 16));
        boolean isPaid = pays && !paid.isAfter(today);
        UUID id = id(type + who + issued);
        Entry entry = Entries.invoice(
                id,
                new Entries.Sum(
                        type,
                        isPaid ? "PAID" : "AUTHORISED",
                        who,
                        books.currency(),
                        amount.toPlainString(),
                        isPaid ? "0.00" : amount.toPlainString(),
                        issued,
                        due),
                noon(isPaid ? paid : issued));
        books.put(entry);
        if (isPaid) {
            books.put(Entries.payment(id("payment" + id), entry, amount.toPlainString(), "AUTHORISED", noon(paid)));
        }
    }

    /** One that was given and is not used up. */
    private void credit() {
        books.put(Entries.credit(
                Book.CREDIT_NOTES,
                id("credit"),
                new Entries.Sum(
                        "ACCRECCREDIT",
                        "AUTHORISED",
                        "Synthetic customer 0011",
                        books.currency(),
                        "480.00",
                        "180.00",
                        today.minusDays(25),
                        null),
                noon(today.minusDays(20))));
    }

    private static BigDecimal cents(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    }

    private static UUID id(String of) {
        return UUID.nameUUIDFromBytes(("sample books " + of).getBytes(StandardCharsets.UTF_8));
    }
}
