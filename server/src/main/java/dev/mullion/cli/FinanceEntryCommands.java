package dev.mullion.cli;

import static dev.mullion.cli.Listing.line;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.InfrastructureCost;
import dev.mullion.telemetry.finance.Age;
import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.finance.UnappliedCredits;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.telemetry.views.CreditView;
import dev.mullion.telemetry.views.InfrastructureCostView;
import dev.mullion.telemetry.views.MovementView;
import dev.mullion.telemetry.views.OpenInvoiceView;
import dev.mullion.telemetry.views.SpendEntryView;
import dev.mullion.telemetry.views.SubscriptionView;
import dev.mullion.tenancy.Workspace;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The entries behind a number of finance. A customer is shown by their alias, or by the beginning of their hash. */
@Command(
        name = "entries",
        description =
                "The entries behind a number: invoices, credits, spend, infrastructure, movements or subscriptions.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  bin/mullion finance entries invoices --workspace sample --age late",
            "  bin/mullion finance entries spend --workspace sample --month 2026-01 --vendor aws",
            "  bin/mullion finance entries movements --workspace sample --kind churn --json"
        })
final class FinanceEntryCommands implements OperatorCommand {

    /** The most of one answer; the API's cursors lead further. */
    private static final int MOST = 200;

    private static final Duration BRIDGE = Duration.ofDays(30);

    /** Behind which number. */
    enum Behind {
        INVOICES,
        CREDITS,
        SPEND,
        INFRASTRUCTURE,
        MOVEMENTS,
        SUBSCRIPTIONS
    }

    @Parameters(
            paramLabel = "WHICH",
            description = "invoices, credits, spend, infrastructure, movements (of 30 days) or subscriptions (of now)")
    private String which = "";

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--currency", paramLabel = "CODE")
    private @Nullable String currency;

    @Option(
            names = "--age",
            paramLabel = "AGE",
            description = "of invoices: current, 1-30, 31-60, 61-90, over-90, late")
    private @Nullable String age;

    @Option(names = "--month", paramLabel = "MONTH", description = "of spend and infrastructure, such as 2026-01")
    private @Nullable String month;

    @Option(
            names = "--vendor",
            paramLabel = "ID",
            description = "of spend; - for those that the catalogue does not know")
    private @Nullable String vendor;

    @Option(names = "--since", paramLabel = "DAY", description = "of spend: issued on this day or later")
    private @Nullable String since;

    @Option(names = "--provider", paramLabel = "WORD", description = "of infrastructure")
    private @Nullable String provider;

    @Option(
            names = "--kind",
            paramLabel = "WORD",
            description = "of spend: bill, credit_note; of movements: new, reactivation, expansion, contraction, churn")
    private @Nullable String kind;

    @Option(
            names = "--counted",
            paramLabel = "WORD",
            description = "of subscriptions: counted, trial, paused, not_counted")
    private @Nullable String counted;

    @Option(names = "--test", description = "of movements and subscriptions: of the vendor's test mode")
    private boolean test;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public ExitCode run(Console console, Operator operator) {
        Behind behind = Objects.requireNonNull(one("what entries are behind", Behind.class, which));
        requireOnly(behind);
        Workspace found = workspace.of(operator);
        operator.workspaces()
                .within(found.id(), () -> entries(operator, behind))
                .print(console, json);
        return ExitCode.OK;
    }

    /** An option that would narrow nothing is a mistake of whoever typed it. */
    private void requireOnly(Behind behind) {
        Map<String, Boolean> typed = new TreeMap<>();
        typed.put("--age", age != null);
        typed.put("--counted", counted != null);
        typed.put("--kind", kind != null);
        typed.put("--month", month != null);
        typed.put("--provider", provider != null);
        typed.put("--since", since != null);
        typed.put("--test", test);
        typed.put("--vendor", vendor != null);
        typed.forEach((option, isTyped) -> {
            if (isTyped && !narrowing(behind).contains(option)) {
                throw usage(option + " is not of " + word(behind));
            }
        });
    }

    private static Set<String> narrowing(Behind behind) {
        return switch (behind) {
            case INVOICES -> Set.of("--age");
            case CREDITS -> Set.of();
            case SPEND -> Set.of("--month", "--vendor", "--since", "--kind");
            case INFRASTRUCTURE -> Set.of("--month", "--provider");
            case MOVEMENTS -> Set.of("--kind", "--test");
            case SUBSCRIPTIONS -> Set.of("--counted", "--test");
        };
    }

    private Listing<?> entries(Operator operator, Behind behind) {
        return switch (behind) {
            case INVOICES -> invoices(operator);
            case CREDITS -> credits(operator);
            case SPEND -> spend(operator);
            case INFRASTRUCTURE -> infrastructure(operator);
            case MOVEMENTS -> movements(operator);
            case SUBSCRIPTIONS -> subscriptions(operator);
        };
    }

    private Listing<Receivables.Open> invoices(Operator operator) {
        Age asked = age == null
                ? Age.ANY
                : Age.named(age).orElseThrow(() -> usage("--age is one of " + String.join(", ", Age.words())));
        List<Receivables.Open> found =
                operator.books().receivables().open(new Receivables.Filter(currency(), asked, null), null, MOST + 1);
        Map<IdHash, String> called = called(operator, found, Receivables.Open::counterparty);
        return Listing.upTo(
                MOST,
                found,
                open -> OpenInvoiceView.of(open, called),
                open -> line(
                        open.id().id(),
                        customer(open.counterparty(), called),
                        open.issuedOn(),
                        open.dueOn(),
                        Math.max(0, open.days()),
                        open.due(),
                        new ConnectionId(open.id().source())));
    }

    private Listing<UnappliedCredits.Unapplied> credits(Operator operator) {
        List<UnappliedCredits.Unapplied> found =
                operator.books().credits().list(new UnappliedCredits.Filter(currency(), null), null, MOST + 1);
        Map<IdHash, String> called = called(operator, found, UnappliedCredits.Unapplied::counterparty);
        return Listing.upTo(
                MOST,
                found,
                credit -> CreditView.of(credit, called),
                credit -> line(
                        credit.id().id(),
                        word(credit.kind()),
                        customer(credit.counterparty(), called),
                        credit.issuedOn(),
                        credit.remaining()));
    }

    private Listing<Spend.Entry> spend(Operator operator) {
        Spend.Filter filter = new Spend.Filter(
                read("--month is written as 2026-01", month, YearMonth::parse),
                currency(),
                vendor,
                read("--since is written as 2026-01-31", since, LocalDate::parse),
                one("--kind", Spend.Kind.class, kind));
        return Listing.upTo(
                MOST,
                operator.books().spend().entries(filter, null, MOST + 1),
                SpendEntryView::of,
                entry -> line(
                        entry.id().id(),
                        entry.isCredit() ? "credit_note" : "bill",
                        entry.vendor() == null ? null : entry.vendor().id(),
                        entry.issuedOn(),
                        entry.amount(),
                        new ConnectionId(entry.id().source())));
    }

    private Listing<InfrastructureCost> infrastructure(Operator operator) {
        Infrastructure.Filter filter = new Infrastructure.Filter(
                read("--month is written as 2026-01", month, YearMonth::parse), currency(), provider);
        return Listing.upTo(
                MOST,
                operator.books().infrastructure().entries(filter, null, MOST + 1),
                InfrastructureCostView::of,
                cost -> line(
                        cost.id().month(),
                        cost.id().provider(),
                        cost.id().service(),
                        cost.id().source(),
                        cost.amount()));
    }

    private Listing<Bridge.Movement> movements(Operator operator) {
        Instant now = now(operator);
        Bridge.Part found = operator.links()
                .revenue()
                .movements(
                        now.minus(BRIDGE),
                        now,
                        !test,
                        new Bridge.Which(currency(), one("--kind", Bridge.Kind.class, kind)),
                        0,
                        MOST);
        Map<IdHash, String> called = called(operator, found.movements(), Bridge.Movement::customer);
        return new Listing<>(
                found.movements(),
                found.all() > found.movements().size(),
                movement -> MovementView.of(movement, called),
                movement -> line(
                        word(movement.kind()),
                        customer(movement.customer(), called),
                        movement.before(),
                        movement.after(),
                        joined(movement.subscriptions())));
    }

    private Listing<Revenue.Entry> subscriptions(Operator operator) {
        List<Revenue.Entry> found = operator.links()
                .revenue()
                .subscriptions(
                        now(operator),
                        !test,
                        new Revenue.Which(currency(), one("--counted", Revenue.Standing.class, counted)),
                        null,
                        MOST + 1);
        Map<IdHash, String> called =
                called(operator, found, entry -> entry.version().said().customer());
        return Listing.upTo(
                MOST,
                found,
                entry -> SubscriptionView.of(entry, called),
                entry -> line(
                        entry.version().said().id(),
                        customer(entry.version().said().customer(), called),
                        word(entry.version().said().standing().status()),
                        word(entry.moment()),
                        joined(entry.net())));
    }

    private static String joined(List<?> all) {
        return all.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static Instant now(Operator operator) {
        return operator.links().clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> Map<IdHash, String> called(
            Operator operator, List<T> rows, Function<T, @Nullable IdHash> customer) {
        return operator.books()
                .stated()
                .aliases()
                .of(rows.stream().map(customer).toList());
    }

    private static @Nullable String customer(@Nullable IdHash customer, Map<IdHash, String> called) {
        return customer == null ? null : called.getOrDefault(customer, customer.brief());
    }

    private @Nullable CurrencyCode currency() {
        return read("--currency has three letters A to Z", currency, CurrencyCode::new);
    }

    private static <T> @Nullable T read(String shape, @Nullable String typed, Function<String, T> reading) {
        try {
            return typed == null ? null : reading.apply(typed);
        } catch (IllegalArgumentException | DateTimeException notOne) {
            throw usage(shape);
        }
    }

    private static <E extends Enum<E>> @Nullable E one(String what, Class<E> vocabulary, @Nullable String typed) {
        return typed == null
                ? null
                : Arrays.stream(vocabulary.getEnumConstants())
                        .filter(constant -> word(constant).equals(typed))
                        .findFirst()
                        .orElseThrow(() -> usage(what + ": one of "
                                + Arrays.stream(vocabulary.getEnumConstants())
                                        .map(FinanceEntryCommands::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static CommandFailed usage(String what) {
        return new CommandFailed(ExitCode.USAGE, what, "nothing was read");
    }
}
