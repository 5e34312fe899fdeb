package dev.mullion.cli;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.finance.Age;
import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.finance.UnappliedCredits;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.tenancy.Workspace;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    @Option(names = "--json")
    private boolean json;

    @Override
    public ExitCode run(Console console, Operator operator) {
        Workspace found = workspace.of(operator);
        Behind behind = one("what entries are behind", Behind.class, which);
        List<Map<String, String>> rows =
                operator.workspaces().within(found.id(), () -> rows(operator, Objects.requireNonNull(behind)));
        if (rows.size() > MOST) {
            console.err().println("the first " + MOST + "; the API's cursor leads to the rest");
        }
        return FinanceCommands.shown(console, rows.subList(0, Math.min(MOST, rows.size())), json);
    }

    private List<Map<String, String>> rows(Operator operator, Behind behind) {
        return switch (behind) {
            case INVOICES -> invoices(operator);
            case CREDITS -> credits(operator);
            case SPEND -> spend(operator);
            case INFRASTRUCTURE -> infrastructure(operator);
            case MOVEMENTS -> movements(operator);
            case SUBSCRIPTIONS -> subscriptions(operator);
        };
    }

    private List<Map<String, String>> invoices(Operator operator) {
        Age asked = age == null
                ? Age.ANY
                : Age.named(age).orElseThrow(() -> usage("--age is one of " + String.join(", ", Age.words())));
        List<Receivables.Open> found =
                operator.books().receivables().open(new Receivables.Filter(currency(), asked, null), null, MOST + 1);
        Map<IdHash, String> called = called(operator, found, Receivables.Open::counterparty);
        return found.stream()
                .map(open -> row(
                        "invoice", open.id().id(),
                        "customer", customer(open.counterparty(), called),
                        "issued", open.issuedOn(),
                        "due", open.dueOn() == null ? "-" : open.dueOn(),
                        "daysLate", Math.max(0, open.days()),
                        "left", open.due(),
                        "connection", new ConnectionId(open.id().source())))
                .toList();
    }

    private List<Map<String, String>> credits(Operator operator) {
        List<UnappliedCredits.Unapplied> found =
                operator.books().credits().list(new UnappliedCredits.Filter(currency(), null), null, MOST + 1);
        Map<IdHash, String> called = called(operator, found, UnappliedCredits.Unapplied::counterparty);
        return found.stream()
                .map(credit -> row(
                        "credit", credit.id().id(),
                        "kind", word(credit.kind()),
                        "customer", customer(credit.counterparty(), called),
                        "issued", credit.issuedOn(),
                        "left", credit.remaining()))
                .toList();
    }

    private List<Map<String, String>> spend(Operator operator) {
        Spend.Filter filter = new Spend.Filter(
                read("--month is written as 2026-01", month, YearMonth::parse),
                currency(),
                vendor,
                read("--since is written as 2026-01-31", since, LocalDate::parse),
                one("--kind", Spend.Kind.class, kind));
        return operator.books().spend().entries(filter, null, MOST + 1).stream()
                .map(entry -> row(
                        "entry",
                        entry.id().id(),
                        "kind",
                        entry.isCredit() ? "credit_note" : "bill",
                        "vendor",
                        entry.vendor() == null ? "-" : entry.vendor().id(),
                        "issued",
                        entry.issuedOn(),
                        "amount",
                        entry.amount(),
                        "connection",
                        new ConnectionId(entry.id().source())))
                .toList();
    }

    private List<Map<String, String>> infrastructure(Operator operator) {
        Infrastructure.Filter filter = new Infrastructure.Filter(
                read("--month is written as 2026-01", month, YearMonth::parse), currency(), provider);
        return operator.books().infrastructure().entries(filter, null, MOST + 1).stream()
                .map(cost -> row(
                        "month", cost.id().month(),
                        "provider", cost.id().provider(),
                        "service",
                                cost.id().service().isEmpty() ? "-" : cost.id().service(),
                        "source", cost.id().source(),
                        "amount", cost.amount()))
                .toList();
    }

    private List<Map<String, String>> movements(Operator operator) {
        Instant now = now(operator);
        List<Bridge.Movement> found = operator.links()
                .revenue()
                .movements(
                        now.minus(BRIDGE),
                        now,
                        true,
                        new Bridge.Which(currency(), one("--kind", Bridge.Kind.class, kind)),
                        0,
                        MOST)
                .movements();
        Map<IdHash, String> called = called(operator, found, Bridge.Movement::customer);
        return found.stream()
                .map(movement -> row(
                        "kind", word(movement.kind()),
                        "customer", customer(movement.customer(), called),
                        "before", movement.before(),
                        "after", movement.after(),
                        "subscriptions",
                                movement.subscriptions().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))))
                .toList();
    }

    private List<Map<String, String>> subscriptions(Operator operator) {
        List<Revenue.Entry> found = operator.links()
                .revenue()
                .subscriptions(
                        now(operator),
                        true,
                        new Revenue.Which(currency(), one("--counted", Revenue.Standing.class, counted)),
                        null,
                        MOST + 1);
        Map<IdHash, String> called =
                called(operator, found, entry -> entry.version().said().customer());
        return found.stream()
                .map(entry -> row(
                        "subscription", entry.version().said().id(),
                        "customer", customer(entry.version().said().customer(), called),
                        "status", word(entry.version().said().standing().status()),
                        "counted", word(entry.moment()),
                        "net", entry.net().stream().map(Money::toString).collect(Collectors.joining(", "))))
                .toList();
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

    private static String customer(@Nullable IdHash customer, Map<IdHash, String> called) {
        return customer == null ? "-" : called.getOrDefault(customer, customer.brief());
    }

    private static Map<String, String> row(Object... pairs) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            row.put(pairs[at].toString(), pairs[at + 1].toString());
        }
        return row;
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
