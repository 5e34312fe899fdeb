package dev.mullion.web;

import dev.mullion.web.view.ProblemPage;
import dev.mullion.web.view.part.Link;
import java.util.Collection;

/** What an address or a form says under a name is none of what the page takes. Its value is told to nobody. */
final class UnfitParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String expected;

    /** @param expected as in "must be a month such as 2026-11" */
    UnfitParameter(String name, String expected) {
        super(name + " must be " + expected, null, false, false);
        this.name = name;
        this.expected = expected;
    }

    static UnfitParameter oneOf(String name, Collection<String> words) {
        return new UnfitParameter(name, "one of " + String.join(", ", words));
    }

    ProblemPage page() {
        return new ProblemPage(
                400,
                "This address does not fit",
                "Its parameter \"" + name + "\" must be " + expected + ".",
                "Correct it in the address, or leave it out.",
                new Link("Go to Home", "/"),
                null);
    }
}
