package dev.mullion.cli;

import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.MrrDefinition;
import dev.mullion.telemetry.revenue.Revenue;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;

/** Recurring revenue month by month in UTC, the oldest first; on a terminal a line for each month and currency. */
record RevenueMonths(boolean live, List<Month> months) {

    static final int MOST = 24;

    private static final String LINE = "%-16s %-8s %14s %12s %12s %12s %12s %12s %10s %14s%n";

    /** @param isOver false of the one under way, whose bridge leads to now */
    private record Month(YearMonth month, boolean isOver, Bridge bridge) {}

    /** Inside the door. */
    static RevenueMonths of(Revenue revenue, boolean live, int count, Instant now) {
        YearMonth last = YearMonth.from(now.atZone(ZoneOffset.UTC));
        return new RevenueMonths(
                live,
                LongStream.range(0, count)
                        .mapToObj(back -> last.minusMonths(count - 1 - back))
                        .map(month -> {
                            boolean isOver = month.isBefore(last);
                            Instant until = isOver ? start(month.plusMonths(1)) : now;
                            return new Month(month, isOver, revenue.bridge(start(month), until, live));
                        })
                        .toList());
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    List<Bridge> bridges() {
        return months.stream().map(Month::bridge).toList();
    }

    void print(PrintWriter out) {
        MrrDefinition definition = MrrDefinition.FIRST;
        out.printf("%s v%d by month in UTC, %s mode%n", definition.id(), definition.version(), live ? "live" : "test");
        out.printf(
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
        for (Month month : months) {
            String named = month.isOver() ? month.month().toString() : month.month() + " so far";
            if (month.bridge().spans().isEmpty()) {
                out.println(named + "  none");
            }
            month.bridge().spans().forEach(span -> print(out, named, span));
        }
    }

    private static void print(PrintWriter out, String month, Bridge.Span span) {
        out.printf(
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
