package dev.mullion.telemetry.views;

import dev.mullion.telemetry.finance.FinanceMetric;
import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.vendors.Vendor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What infrastructure costs by month, currency and provider. */
public record InfrastructureView(int months, List<Definition> definitions, List<Line> lines) {

    public static InfrastructureView of(int months, List<Infrastructure.Line> lines) {
        return new InfrastructureView(
                months,
                List.of(Definition.of(FinanceMetric.INFRASTRUCTURE)),
                lines.stream().map(Line::of).toList());
    }

    record Line(
            String month,
            String provider,
            @Nullable String vendor,
            @Nullable String vendorName,
            long entries,
            String currency,
            String amount,
            Instant asOf) {

        static Line of(Infrastructure.Line line) {
            Vendor vendor = line.vendor();
            return new Line(
                    line.month().toString(),
                    line.provider(),
                    Words.of(vendor),
                    vendor == null ? null : vendor.name(),
                    line.entries(),
                    line.sum().currency().code(),
                    Words.of(line.sum()),
                    line.asOf());
        }
    }
}
