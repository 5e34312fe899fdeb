package dev.mullion.telemetry.views;

import dev.mullion.telemetry.finance.Duplicate;
import dev.mullion.telemetry.finance.FinanceMetric;
import java.time.LocalDate;
import java.util.List;

/** What looks bought twice. */
public record DuplicatesView(List<Definition> definitions, List<Group> groups) {

    public static DuplicatesView of(List<Duplicate> found) {
        return new DuplicatesView(
                List.of(Definition.of(FinanceMetric.DUPLICATES)),
                found.stream().map(Group::of).toList());
    }

    record Group(String reason, String category, boolean dismissed, List<Bought> bought) {

        static Group of(Duplicate found) {
            return new Group(
                    found.reason().word(),
                    found.category(),
                    found.dismissed(),
                    found.bought().stream().map(Bought::of).toList());
        }
    }

    record Bought(String vendor, String vendorName, int names, List<SumView> sums, LocalDate lastBilledOn) {

        static Bought of(Duplicate.Bought one) {
            return new Bought(
                    one.vendor().id(),
                    one.vendor().name(),
                    one.names(),
                    one.sums().stream().map(SumView::of).toList(),
                    one.last());
        }
    }
}
