package dev.mullion.telemetry.views;

import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.vendors.Vendor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bills by month, currency and vendor. */
public record SpendView(int months, List<Definition> definitions, List<Line> lines) {

    public static SpendView of(int months, List<Spend.Line> lines) {
        return new SpendView(
                months,
                List.of(Definition.of(FinanceMetric.SPEND)),
                lines.stream().map(Line::of).toList());
    }

    /** The vendor is null for suppliers that the catalogue does not know. */
    record Line(
            String month,
            @Nullable String vendor,
            @Nullable String vendorName,
            @Nullable String category,
            long entries,
            String currency,
            String amount) {

        static Line of(Spend.Line line) {
            Vendor vendor = line.vendor();
            return new Line(
                    line.month().toString(),
                    Words.of(vendor),
                    vendor == null ? null : vendor.name(),
                    vendor == null ? null : vendor.category(),
                    line.entries(),
                    line.sum().currency().code(),
                    Words.of(line.sum()));
        }
    }
}
