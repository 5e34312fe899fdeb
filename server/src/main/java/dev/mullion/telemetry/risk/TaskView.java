package dev.mullion.telemetry.risk;

import dev.mullion.telemetry.ComplianceTask;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A task of compliance as programs read it, from the API and from the command line. */
public record TaskView(
        String source,
        String id,
        String severity,
        String state,
        @Nullable LocalDate due,
        Instant asOf) {

    public static TaskView of(ComplianceTask task) {
        return new TaskView(
                task.id().source(),
                task.id().task(),
                word(task.severity()),
                word(task.state()),
                task.dueOn(),
                task.asOf());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
