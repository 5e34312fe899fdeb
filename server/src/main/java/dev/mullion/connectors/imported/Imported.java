package dev.mullion.connectors.imported;

import dev.mullion.telemetry.Fact;
import java.util.List;

/** What came of reading an import. */
public sealed interface Imported {

    /**
     * It can be taken.
     *
     * @param facts one of each row
     */
    record Whole(List<Fact> facts) implements Imported {
        public Whole {
            facts = List.copyOf(facts);
        }
    }

    /** Nothing of it is kept. */
    record Faulty(List<ImportFault> faults) implements Imported {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
