package dev.mullion.connectors.imported;

import dev.mullion.telemetry.ComplianceTask;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.InfrastructureCost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the facts of an import, and what is wrong with it. Of one thread. */
final class Rows {

    private final ImportKind kind;
    private final ImportTerms terms;
    private final List<Fact> facts = new ArrayList<>();
    private final List<ImportFault> faults = new ArrayList<>();
    private final Map<Object, Integer> seen = new HashMap<>();
    private int number;

    Rows(ImportKind kind, ImportTerms terms) {
        this.kind = kind;
        this.terms = terms;
    }

    /** Takes the next row; false where no more are wanted. */
    boolean add(Cells cells) {
        if (number == ImportReading.MOST_ROWS) {
            fault("/rows", "has more than " + ImportReading.MOST_ROWS + " rows; send it in parts");
            return false;
        }
        Row row = new Row(cells, number, this);
        Fact fact = switch (kind) {
            case INFRASTRUCTURE -> cost(row);
            case COMPLIANCE -> task(row);
        };
        if (fact != null) {
            facts.add(fact);
        }
        number++;
        return faults.size() < ImportReading.MOST_FAULTS;
    }

    /** Passes over a row of which nothing can be said; false where no more are wanted. */
    boolean skip() {
        number++;
        return number < ImportReading.MOST_ROWS && faults.size() < ImportReading.MOST_FAULTS;
    }

    /** The number of the row that comes next. */
    int number() {
        return number;
    }

    void fault(String pointer, String detail) {
        if (faults.size() < ImportReading.MOST_FAULTS) {
            faults.add(new ImportFault(pointer, detail));
        }
    }

    Imported end() {
        if (faults.isEmpty() && facts.isEmpty()) {
            fault("/rows", "has no row");
        }
        return faults.isEmpty() ? new Imported.Whole(facts) : new Imported.Faulty(faults);
    }

    private @Nullable Fact cost(Row row) {
        var provider = row.need("provider", Values::word, Values.WORD);
        var service = row.may("service", Values::word, Values.WORD);
        var month = row.need("month", Values::month, Values.MONTH);
        var minor = row.need("amount", Values::amount, Values.AMOUNT);
        var currency = row.need("currency", Values::currency, Values.CURRENCY);
        if (row.isFaulty()) {
            return null;
        }
        var id = new InfrastructureCost.Id(
                terms.source(),
                Objects.requireNonNull(provider),
                Objects.requireNonNullElse(service, ""),
                Objects.requireNonNull(month));
        var amount = Values.money(Objects.requireNonNull(minor), Objects.requireNonNull(currency));
        return isNew(row, id) ? new InfrastructureCost(id, amount, terms.asOf()) : null;
    }

    private @Nullable Fact task(Row row) {
        var task = row.need("id", Values::task, Values.TASK);
        var severity = row.need(
                "severity",
                text -> Values.constant(ComplianceTask.Severity.class, text),
                Values.constants(ComplianceTask.Severity.class));
        var state = row.need(
                "state",
                text -> Values.constant(ComplianceTask.State.class, text),
                Values.constants(ComplianceTask.State.class));
        var due = row.may("due", Values::day, Values.DAY);
        if (row.isFaulty()) {
            return null;
        }
        var id = new ComplianceTask.Id(terms.source(), Objects.requireNonNull(task));
        return isNew(row, id)
                ? new ComplianceTask(
                        id, Objects.requireNonNull(severity), Objects.requireNonNull(state), due, terms.asOf())
                : null;
    }

    /** Two rows of one thing would be two statements of one version: nobody could say which holds. */
    private boolean isNew(Row row, Object id) {
        Integer before = seen.putIfAbsent(id, number);
        if (before != null) {
            row.fault("is of the same thing as row " + before);
        }
        return before == null;
    }
}
