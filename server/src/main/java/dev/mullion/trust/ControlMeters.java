package dev.mullion.trust;

import dev.mullion.meters.Meter;
import dev.mullion.meters.Metered;
import java.util.List;

/** How every promise stands, in the words of {@code /trust}. */
final class ControlMeters implements Metered {

    private final Trust trust;

    ControlMeters(Trust trust) {
        this.trust = trust;
    }

    @Override
    public List<Meter> meters() {
        return List.of(Meter.gauge(
                "mullion_control",
                "A promise and how it stands by its newest evidence; always 1.",
                trust.lines().stream()
                        .map(line -> Meter.Sample.of(
                                1,
                                "id",
                                line.promise().id().value(),
                                "state",
                                line.state().word()))
                        .toList()));
    }
}
