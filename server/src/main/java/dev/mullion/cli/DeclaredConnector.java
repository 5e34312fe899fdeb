package dev.mullion.cli;

import dev.mullion.connectors.catalogue.ConnectorView;
import dev.mullion.connectors.catalogue.ManifestView;
import dev.mullion.connectors.catalogue.ManifestView.AskView;
import dev.mullion.connectors.catalogue.ManifestView.BudgetView;
import dev.mullion.connectors.catalogue.ManifestView.EndpointView;
import dev.mullion.connectors.catalogue.ManifestView.FieldView;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A vendor of the catalogue on a terminal, in the headings of its page. */
record DeclaredConnector(PrintWriter out) {

    void print(ConnectorView.Declared view) {
        out.printf("%s, %s. %s%n", view.vendor(), view.domain(), view.reads());
        out.println(standing(view));
        ManifestView manifest = view.manifest();
        if (manifest != null) {
            print(manifest, view.vendor());
        }
    }

    private static String standing(ConnectorView.Declared view) {
        String here = switch (view.connections()) {
            case 0 -> "";
            case 1 -> " 1 connection takes from it here.";
            default -> " " + view.connections() + " connections take from it here.";
        };
        String missing = view.missing();
        if (missing != null) {
            return "The person who runs this installation has to set " + missing + " first." + here;
        }
        return (view.manifest() == null ? "Arrives in a later version." : "Can be connected.") + here;
    }

    private void print(ManifestView manifest, String vendor) {
        lines("What " + vendor + " is asked for", aligned(manifest.asks()));
        lines("What is never asked for", manifest.neverAsks());
        lines("What is read", manifest.reads());
        lines("What is kept", manifest.keeps());
        lines("What is never kept", manifest.never());
        lines(
                "Every question that can be asked",
                manifest.endpoints().stream().map(DeclaredConnector::words).toList());
        lines("Webhook events of which something is kept", manifest.events());
        out.printf(
                "%nEvery path that is read, and what it becomes (%d)%n",
                manifest.fields().size());
        byEvent(manifest.fields()).forEach((event, fields) -> {
            out.println("  " + event);
            int width = width(fields.stream().map(FieldView::path).toList());
            fields.forEach(field -> out.printf("    %-" + width + "s  %s%n", field.path(), field.keptAs()));
        });
        lines("How old it may be", List.of(words(manifest.freshness())));
        lines(
                "How often " + vendor + " is asked at most",
                manifest.budgets().stream().map(DeclaredConnector::words).toList());
    }

    private void lines(String heading, List<String> lines) {
        out.println();
        out.println(heading);
        (lines.isEmpty() ? List.of("Nothing") : lines).forEach(line -> out.println("  " + line));
    }

    private static List<String> aligned(List<AskView> asks) {
        int width = width(asks.stream().map(AskView::permission).toList());
        return asks.stream()
                .map(ask -> ("%-" + width + "s  %-8s  %s")
                        .formatted(ask.permission(), ask.needed() ? "needed" : "optional", ask.why()))
                .toList();
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private static Map<String, List<FieldView>> byEvent(List<FieldView> fields) {
        return fields.stream()
                .collect(Collectors.groupingBy(FieldView::event, LinkedHashMap::new, Collectors.toList()));
    }

    private static String words(EndpointView endpoint) {
        return "%-6s  %s%s"
                .formatted(
                        endpoint.method(),
                        endpoint.address(),
                        endpoint.query().isEmpty() ? "" : "?" + String.join("&", endpoint.query()));
    }

    private static String words(ManifestView.FreshnessView freshness) {
        return "Read every " + time(freshness.everySeconds()) + ", the last " + time(freshness.overlapSeconds())
                + " again each time";
    }

    private static String words(BudgetView budget) {
        Integer calls = budget.calls();
        Long per = budget.perSeconds();
        String reach = switch (budget.of()) {
            case "account" -> ", for one account";
            case "method" -> ", for one account and one question";
            default -> ", for all accounts together";
        };
        String most = calls == null || per == null
                ? budget.atOnce() + " at once"
                : counted(calls, "time") + " in " + time(per);
        return most + reach;
    }

    /** In the largest unit that leaves a whole number: "30 minutes". */
    private static String time(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        if (seconds >= 3_600 && seconds % 3_600 == 0) {
            return counted(time.toHours(), "hour");
        }
        return seconds >= 60 && seconds % 60 == 0 ? counted(time.toMinutes(), "minute") : counted(seconds, "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
