package dev.mullion.web;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.Invoices;
import dev.mullion.telemetry.Settlement;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.InvoicePage;
import dev.mullion.web.view.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** One invoice or bill: what is left of it to pay, and its payments. */
@Controller
class InvoicePages {

    private final Visits visits;
    private final Invoices invoices;
    private final CustomerNames names;

    InvoicePages(Visits visits, Invoices invoices, CustomerNames names) {
        this.visits = visits;
        this.invoices = invoices;
        this.names = names;
    }

    @GetMapping("/w/{slug}/finance/invoices/{connection}/{invoice}")
    ModelAndView page(
            @PathVariable("slug") String slug,
            @PathVariable("connection") String connection,
            @PathVariable("invoice") String invoice,
            Caller caller,
            HttpServletRequest request) {
        return visits.page(new Asked(slug, caller, request), Visit.FINANCE, InvoicePage.TEMPLATE, visit -> {
            Settlement found = invoices.find(id(connection, invoice)).orElseThrow(NotHere::new);
            return new InvoiceStory(
                            visit,
                            found,
                            names.of(List.of(found), one -> one.invoice().counterparty()))
                    .page();
        });
    }

    static String at(Visit visit, BookId id) {
        return visit.href(Place.FINANCE) + "/invoices/" + new ConnectionId(id.source()) + "/" + id.id();
    }

    private static BookId id(String connection, String invoice) {
        try {
            return new BookId(ConnectionId.parse(connection).value(), invoice);
        } catch (IllegalArgumentException notAnId) {
            throw new NotHere();
        }
    }
}
