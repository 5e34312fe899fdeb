package dev.mullion.web.view;

import dev.mullion.web.view.part.Detail;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Notice;
import dev.mullion.web.view.part.StateWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invoice or bill with its payments.
 *
 * @param up back to the list
 * @param kind what it is, in a word
 * @param tally set where its payments do not add up to what the books say was paid
 * @param empty set where no payment of it was read
 * @param remarks what the sums do not say
 */
public record InvoicePage(
        Frame frame,
        Link up,
        String kind,
        StateWord state,
        List<Detail> details,
        @Nullable Notice tally,
        @Nullable EmptyState empty,
        Facts payments,
        List<String> remarks) {

    public static final String TEMPLATE = "finance/invoice";

    public InvoicePage {
        details = List.copyOf(details);
        remarks = List.copyOf(remarks);
    }
}
