package dev.mullion.ingest;

import dev.mullion.meters.Counts;
import dev.mullion.meters.Meter;
import dev.mullion.meters.Metered;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Deliveries of all workspaces together, as this server counted them. */
@Component
class DeliveryMeters implements Metered {

    private final Counts deliveries =
            new Counts("mullion_deliveries_total", "Deliveries that were counted, by what became of them.", "outcome");
    private final Counts bytes =
            new Counts("mullion_delivery_bytes_total", "Bytes of deliveries; raw ones are never kept.", "what");

    DeliveryMeters() {
        deliveries.add(0, "stray");
        for (Outcome outcome : Outcome.values()) {
            deliveries.add(0, outcome.word());
        }
        bytes.add(0, "read");
        bytes.add(0, "kept");
    }

    void counted(Collection<DeliveryLog.Sum> sums) {
        sums.forEach(sum -> {
            deliveries.add(sum.deliveries(), sum.outcome().word());
            bytes.add(sum.bytesRead(), "read");
            bytes.add(sum.bytesKept(), "kept");
        });
    }

    /** To an address without a workspace: it never verified, or nobody has claimed the installation. */
    void stray() {
        deliveries.add(1, "stray");
    }

    @Override
    public List<Meter> meters() {
        return List.of(deliveries.meter(), bytes.meter());
    }
}
