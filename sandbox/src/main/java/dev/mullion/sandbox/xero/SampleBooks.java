package dev.mullion.sandbox.xero;

import dev.mullion.sandbox.customers.Clientele;
import dev.mullion.sandbox.customers.Contract;
import dev.mullion.sandbox.customers.Plan;
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
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fourteen months of the sample company's books: bills of businesses that exist, at made-up prices, and invoices to the
 * customers of its subscriptions who are sent any, one for each cycle that begins. Planted are two tools for one job,
 * one supplier under two names, a customer who stopped paying, one who is always late, an invoice paid by half in two
 * parts beside a payment that was deleted, one that was voided, and a credit that is not used up. The same anchor makes
 * the same books.
 */
public final class SampleBooks {

    private static final int MONTHS = 14;
    private static final int MONTHS_UNPAID = 5;
    private static final int DAYS_TO_PAY = 30;
    private static final int DAYS_BETWEEN_PARTS = 9;

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
        }
        Clientele.asOf(made.today).stream().filter(Contract::isInvoiced).forEach(made::invoices);
        made.voided();
        made.credit();
        return books;
    }

    private void bills(YearMonth month, int back) {
        for (Supplier supplier : SUPPLIERS) {
            LocalDate issued = month.atDay(2 + Math.floorMod(supplier.name().hashCode(), 24));
            if (back < supplier.months() && !issued.isAfter(today)) {
                double shrunk = supplier.amount() / Math.pow(1 + supplier.growth() / 100.0, back);
                BigDecimal amount = cents(shrunk * (0.96 + 0.08 * chance.nextDouble()));
                enter("ACCPAY", supplier.name(), books.currency(), amount, issued, Habit.IN_TIME);
            }
        }
    }

    /** One for each cycle of a subscription that began within these books. */
    private void invoices(Contract contract) {
        LocalDate first = YearMonth.from(today).minusMonths(MONTHS - 1L).atDay(1);
        for (LocalDate issued : contract.cycles(today)) {
            if (!issued.isBefore(first)) {
                enter(
                        "ACCREC",
                        contract.customerName(),
                        contract.plan().currency().toUpperCase(Locale.ROOT),
                        contract.amount(),
                        issued,
                        habit(contract, issued));
            }
        }
    }

    /** How a customer pays an invoice. */
    private enum Habit {
        IN_TIME,
        LATE,
        BY_HALF,
        NOT
    }

    private Habit habit(Contract contract, LocalDate issued) {
        return switch (contract.customer()) {
            case Clientele.OVERDUE -> issued.isAfter(today.minusMonths(MONTHS_UNPAID)) ? Habit.NOT : Habit.IN_TIME;
            case Clientele.LATE -> Habit.LATE;
            case Clientele.HALF_PAID ->
                contract.plan() == Plan.BUSINESS
                                && issued.isAfter(today.minusMonths(3))
                                && !issued.isAfter(today.minusMonths(2))
                        ? Habit.BY_HALF
                        : Habit.IN_TIME;
            default -> Habit.IN_TIME;
        };
    }

    /** Paid some days after it is due, or before; what is not yet paid at the end stands open. */
    private void enter(String type, String who, String currency, BigDecimal amount, LocalDate issued, Habit habit) {
        LocalDate due = issued.plusDays(DAYS_TO_PAY);
        LocalDate paid = due.plusDays(habit == Habit.LATE ? chance.nextInt(18, 45) : chance.nextInt(-12, 16));
        boolean isTouched = habit != Habit.NOT && !paid.isAfter(today);
        BigDecimal part = habit == Habit.BY_HALF ? amount.divide(BigDecimal.TWO, 2, RoundingMode.HALF_UP) : amount;
        BigDecimal left = isTouched ? amount.subtract(part) : amount;
        UUID id = id(type + who + currency + amount + issued);
        Entry entry = Entries.invoice(
                id,
                new Entries.Sum(
                        type,
                        left.signum() == 0 ? "PAID" : "AUTHORISED",
                        who,
                        currency,
                        amount.toPlainString(),
                        left.toPlainString(),
                        issued,
                        due),
                noon(isTouched ? paid : issued));
        books.put(entry);
        if (isTouched && habit == Habit.BY_HALF) {
            pay(entry, part, paid);
        } else if (isTouched) {
            books.put(Entries.payment(id("payment" + id), entry, part.toPlainString(), "AUTHORISED", noon(paid)));
        }
    }

    /** In two parts, of which the first was entered twice, and deleted once. */
    private void pay(Entry entry, BigDecimal sum, LocalDate last) {
        BigDecimal first = sum.divide(BigDecimal.TWO, 2, RoundingMode.HALF_UP);
        LocalDate before = last.minusDays(DAYS_BETWEEN_PARTS);
        for (String status : List.of("AUTHORISED", "DELETED")) {
            books.put(Entries.payment(
                    id("first" + status + entry.id()), entry, first.toPlainString(), status, noon(before)));
        }
        books.put(Entries.payment(
                id("second" + entry.id()), entry, sum.subtract(first).toPlainString(), "AUTHORISED", noon(last)));
    }

    /** What one customer was invoiced last, once more: nothing is due of it. */
    private void voided() {
        Contract contract = contractOf(Clientele.VOIDED);
        LocalDate issued = contract.cycles(today).getLast();
        books.put(Entries.invoice(
                id("voided"),
                new Entries.Sum(
                        "ACCREC",
                        "VOIDED",
                        contract.customerName(),
                        books.currency(),
                        contract.amount().toPlainString(),
                        "0.00",
                        issued,
                        issued.plusDays(DAYS_TO_PAY)),
                noon(issued)));
    }

    private Contract contractOf(int customer) {
        return Clientele.asOf(today).stream()
                .filter(one -> one.customer() == customer)
                .findFirst()
                .orElseThrow();
    }

    /** Six seats, given back; two of them are not used up. */
    private void credit() {
        Contract contract = contractOf(Clientele.CREDITED);
        books.put(Entries.credit(
                Book.CREDIT_NOTES,
                id("credit"),
                new Entries.Sum(
                        "ACCRECCREDIT",
                        "AUTHORISED",
                        contract.customerName(),
                        books.currency(),
                        contract.plan().amount(6).toPlainString(),
                        contract.plan().amount(2).toPlainString(),
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
