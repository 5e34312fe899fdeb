package dev.mullion.web.view;

import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has taken in, counted.
 *
 * @param refused wrong or missing signature, or a body that could not be read
 * @param ignored events that Mullion keeps nothing of
 * @param last null before the first delivery
 */
public record Deliveries(
        String received,
        String duplicate,
        String refused,
        String ignored,
        Receipt receipt,
        @Nullable Moment last) {}
