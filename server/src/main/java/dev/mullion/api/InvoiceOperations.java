package dev.mullion.api;

import dev.mullion.identity.NotHere;
import dev.mullion.telemetry.Aliases;
import dev.mullion.telemetry.Invoices;
import dev.mullion.telemetry.Settlement;
import dev.mullion.telemetry.views.InvoiceView;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Single invoices and bills with their payments. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/finance/invoices")
class InvoiceOperations {

    private final Invoices invoices;
    private final Aliases aliases;
    private final Replies replies;

    InvoiceOperations(Invoices invoices, Aliases aliases, Replies replies) {
        this.invoices = invoices;
        this.aliases = aliases;
        this.replies = replies;
    }

    /** @param id of the connection that brought it */
    @Needs("finance:read")
    @GetMapping("/{id}/{invoice}")
    ResponseEntity<byte[]> invoice(@PathVariable String id, @PathVariable String invoice, Call call) {
        return call.within(_ -> {
            Settlement found =
                    PathIds.entry(id, invoice).flatMap(invoices::find).orElseThrow(NotHere::new);
            return replies.ok(InvoiceView.of(
                    found,
                    aliases.of(Stream.of(found)
                            .map(one -> one.invoice().counterparty())
                            .toList())));
        });
    }
}
