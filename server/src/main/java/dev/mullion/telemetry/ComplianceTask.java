package dev.mullion.telemetry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be done for the sake of compliance, as whoever imported it states it. It has no title: a title
 * may name anybody.
 *
 * @param dueOn null where nobody set a day
 * @param asOf the importer's version of this statement; an older one never replaces a newer one
 */
public record ComplianceTask(
        Id id, Severity severity, State state, @Nullable LocalDate dueOn, Instant asOf) implements Fact {

    /**
     * Which one.
     *
     * @param source the importer's word for where the tasks come from
     * @param task what the source calls it
     */
    public record Id(String source, String task) {

        private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
        private static final Pattern TASK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

        public Id {
            if (!SOURCE.matcher(source).matches() || !TASK.matcher(task).matches()) {
                throw new IllegalArgumentException("a task has an id of letters, digits, '.', '_', ':' and '-'");
            }
        }
    }

    /** How bad it is to leave it undone. */
    public enum Severity {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    /** Where it stands. */
    public enum State {
        OPEN,
        IN_PROGRESS,
        DONE,
        /** Nobody will do it. */
        DISMISSED
    }

    @Override
    public int bytesKept() {
        return id.source().length() + id.task().length() + 2 * 4 + (dueOn == null ? 0 : 4) + 8;
    }
}
