package dev.mullion.web.view.part;

import java.util.List;

/** One of several, as a select of a form. */
public record Choice(String name, String label, List<Option> options) {

    public Choice {
        options = List.copyOf(options);
    }

    public record Option(String value, String text, boolean chosen) {}
}
