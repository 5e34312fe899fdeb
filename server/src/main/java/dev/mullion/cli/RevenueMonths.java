package dev.mullion.cli;

import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.MrrDefinition;
import dev.mullion.telemetry.revenue.Revenue;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Recurring revenue month by month in UTC, on a terminal: a line for each month and currency, the oldest first. */
record RevenueMonths(Console console, Revenue revenue, boolean live) {

    static final int MOST = 24;

    private static final String LINE = "%-16s %-8s %14s %12s %12s %12s %12s %12s %10s %14s%n";

    /** Inside the door. */
    void print(int months, Instant now) {
        MrrDefinition definition = MrrDefinition.FIRST;
        console.out()
                .printf(
                        "%s v%d by month in UTC, %s mode%n",
                        definition.id(), definition.version(), live ? "live" : "test");
        console.out()
                .printf(
                        LINE,
                        "month",
                        "currency",
                        "start",
                        "new",
                        "reactivated",
                        "expanded",
                        "contracted",
                        "churned",
                        "rounding",
                        "end");
        YearMonth last = YearMonth.from(now.atZone(ZoneOffset.UTC));
        for (YearMonth month = last.minusMonths(months - 1L); !month.isAfter(last); month = month.plusMonths(1)) {
            boolean isOver = month.isBefore(last);
            Bridge bridge = revenue.bridge(start(month), isOver ? start(month.plusMonths(1)) : now, live);
            String named = isOver ? month.toString() : month + " so far";
            if (bridge.spans().isEmpty()) {
                console.out().println(named + "  none");
            }
            bridge.spans().forEach(span -> print(named, span));
        }
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private void print(String month, Bridge.Span span) {
        console.out()
                .printf(
                        LINE,
                        month,
                        span.end().currency().code(),
                        span.start().amount().toPlainString(),
                        moved(span.arrived()),
                        moved(span.reactivated()),
                        moved(span.expanded()),
                        moved(span.contracted()),
                        moved(span.churned()),
                        moved(span.rounding()),
                        span.end().amount().toPlainString());
    }

    /** What did not move is left out, so that the eye finds what did. */
    private static String moved(Money money) {
        if (money.minor() == 0) {
            return "";
        }
        return (money.minor() > 0 ? "+" : "") + money.amount().toPlainString();
    }
}
