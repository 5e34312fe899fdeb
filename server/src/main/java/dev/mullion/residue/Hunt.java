package dev.mullion.residue;

import java.time.Instant;

/**
 * What one run plants and looks for.
 *
 * @param mark begins every canary that must not be found
 * @param control begins those that must be: without them a search that finds nothing proves nothing
 * @param begun a moment before the first delivery
 */
record Hunt(Mark mark, Mark control, Search search, Fields fields, Instant begun) {

    static Hunt at(Instant begun) {
        Mark mark = new Mark();
        Mark control = new Mark();
        return new Hunt(mark, control, new Search(mark, control), new Fields(), begun);
    }

    FileSearch files() {
        return new FileSearch(search);
    }

    Bodies bodies() {
        return new Bodies(mark, control, fields);
    }
}
