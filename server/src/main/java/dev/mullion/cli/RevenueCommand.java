package dev.mullion.cli;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Mrr;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.telemetry.views.BridgeView;
import dev.mullion.telemetry.views.MrrView;
import dev.mullion.tenancy.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Monthly recurring revenue, and how it came about. */
@Command(
        name = "mrr",
        description = "Monthly recurring revenue of a workspace, by currency, and how it moved.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  bin/mullion mrr --workspace sample",
            "  bin/mullion mrr --workspace sample --days 90",
            "  bin/mullion mrr --workspace sample --months 12"
        })
final class RevenueCommand implements OperatorCommand {

    private static final int USUAL_DAYS = 30;
    private static final int LONGEST_DAYS = 800;

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--days", paramLabel = "DAYS", description = "how far the bridge goes back; 30")
    private @Nullable Integer days;

    @Option(
            names = "--months",
            paramLabel = "N",
            description = "instead, what it came to at the end of each month and how it moved in between; 1 to "
                    + RevenueMonths.MOST + ", the one under way included")
    private @Nullable Integer months;

    @Option(names = "--test", description = "of the vendor's test mode")
    private boolean test;

    @Mixin
    private JsonOption json = new JsonOption();

    /** For programs. */
    record Told(MrrView mrr, BridgeView bridge) {}

    @Override
    public ExitCode run(Console console, Operator operator) {
        int back = days == null ? USUAL_DAYS : days;
        if (back < 1 || back > LONGEST_DAYS) {
            throw new CommandFailed(ExitCode.USAGE, "--days is 1 to " + LONGEST_DAYS, "correct it and run it again");
        }
        if (months != null && (days != null || months < 1 || months > RevenueMonths.MOST)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--months is 1 to " + RevenueMonths.MOST + ", and without --days",
                    "correct it and run it again");
        }
        Workspace found = workspace.of(operator);
        Revenue revenue = operator.links().revenue();
        Instant now = operator.links().clock().instant();
        Instant from = now.minus(Duration.ofDays(back));
        return operator.workspaces().within(found.id(), () -> {
            if (months != null) {
                RevenueMonths byMonth = RevenueMonths.of(revenue, !test, months, now);
                json.print(
                        console,
                        byMonth.bridges().stream()
                                .map(bridge -> view(operator, bridge))
                                .toList(),
                        () -> byMonth.print(console.out()));
                return ExitCode.OK;
            }
            Mrr mrr = revenue.mrr(now, !test);
            Bridge bridge = revenue.bridge(from, now, !test);
            json.print(console, new Told(MrrView.of(mrr), view(operator, bridge)), () -> {
                say(console, mrr);
                say(console, bridge);
            });
            return ExitCode.OK;
        });
    }

    private static BridgeView view(Operator operator, Bridge bridge) {
        List<IdHash> customers =
                bridge.movements().stream().map(Bridge.Movement::customer).toList();
        return BridgeView.of(bridge, operator.books().stated().aliases().of(customers));
    }

    private static void say(Console console, Mrr mrr) {
        console.out()
                .printf(
                        "%s v%d at %s, %s mode: %d subscriptions of %d customers%n",
                        mrr.definition().id(),
                        mrr.definition().version(),
                        mrr.at(),
                        mrr.live() ? "live" : "test",
                        mrr.subscriptions(),
                        mrr.customers());
        for (Mrr.Sum sum : mrr.sums()) {
            line(console, "MRR", sum.net(), null);
            line(console, "  by list", sum.list(), null);
            line(console, "  in trials", sum.trial(), null);
            line(console, "  not collected", sum.paused(), null);
            line(console, "  ends", sum.scheduledChurn(), null);
        }
        mrr.remarks().forEach((remark, count) -> console.out().printf("%6d  %s%n", count, remark.sentence()));
    }

    private static void say(Console console, Bridge bridge) {
        console.out()
                .printf(
                        "since %s, %d movements%n",
                        bridge.from().atZone(ZoneOffset.UTC).toLocalDate(), bridge.all());
        for (Bridge.Span span : bridge.spans()) {
            line(console, "start", span.start(), null);
            line(console, "  new", span.arrived(), "+");
            line(console, "  reactivated", span.reactivated(), "+");
            line(console, "  expanded", span.expanded(), "+");
            line(console, "  contracted", span.contracted(), "");
            line(console, "  churned", span.churned(), "");
            line(console, "  rounding", span.rounding(), "");
            line(console, "end", span.end(), null);
        }
    }

    private static void line(Console console, String what, Money money, @Nullable String sign) {
        if (money.minor() != 0 || sign == null) {
            String shown = (sign != null && money.minor() > 0 ? "+" : "") + money;
            console.out().printf("%-16s %20s%n", what, shown);
        }
    }
}
