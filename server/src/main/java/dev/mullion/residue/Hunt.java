package dev.mullion.residue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run plants and looks for.
 *
 * @param mark begins every canary that must not be found
 * @param control begins those that must be: without them a search that finds nothing proves nothing
 * @param begun a moment before the first delivery
 */
record Hunt(Mark mark, Mark control, Search search, Fields fields, Instant begun) {

    /** @param others that must not be found either, and are planted by somebody else */
    static Hunt at(Instant begun, List<Mark> others) {
        Mark mark = new Mark();
        Mark control = new Mark();
        List<Mark> forbidden = Stream.concat(Stream.of(mark), others.stream()).toList();
        return new Hunt(mark, control, new Search(forbidden, control), new Fields(), begun);
    }

    FileSearch files() {
        return new FileSearch(search);
    }

    Bodies bodies() {
        return new Bodies(mark, control, fields);
    }
}
