package dev.mullion.web.view;

import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Link;
import org.jspecify.annotations.Nullable;

/**
 * The rates at which sums are converted.
 *
 * @param rates those in force; null where nothing is converted
 * @param giving the form; null for a person who may not give any
 */
public record RatesPage(
        Frame frame,
        Link up,
        @Nullable Facts rates,
        @Nullable Giving giving) {

    public static final String TEMPLATE = "finance/rates";

    /**
     * The form, with what was typed last or is in force.
     *
     * @param most rates
     * @param fault why it was not taken; null where it was not refused
     */
    public record Giving(
            String action,
            String reporting,
            String lines,
            int most,
            @Nullable String fault) {}
}
