package dev.mullion.bench.report;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report for a terminal. */
public final class ReportText {

    private final Report report;

    public ReportText(Report report) {
        this.report = report;
    }

    public void printTo(PrintStream out) {
        out.println();
        out.println(report.benchmark() + " · " + report.at());
        report.machine().forEach((what, which) -> out.println("  %-12s %s".formatted(what, which)));
        report.tables().forEach(table -> print(table, out));
        out.println();
        for (Target target : report.targets()) {
            out.println("  %-8s %s: %s".formatted(target.met() ? "met" : "NOT MET", target.aim(), target.measured()));
        }
        out.println();
        report.notes().forEach(note -> out.println("  - " + note));
    }

    private static void print(Table table, PrintStream out) {
        out.println();
        out.println(table.title());
        int[] widths = IntStream.range(0, table.columns().size())
                .map(column -> width(table, column))
                .toArray();
        out.println(line(table.columns(), widths));
        table.rows().forEach(row -> out.println(line(row, widths)));
    }

    private static int width(Table table, int column) {
        return Math.max(
                table.columns().get(column).length(),
                table.rows().stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0));
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(
                        column -> ("%" + (column == 0 ? "-" : "") + widths[column] + "s").formatted(cells.get(column)))
                .collect(Collectors.joining("  ", "  ", ""));
    }
}
