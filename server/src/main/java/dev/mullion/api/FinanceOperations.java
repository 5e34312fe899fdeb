package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.finance.Duplicates;
import dev.mullion.telemetry.finance.Lateness;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.money.CurrencyCode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is owed and spent, and the entries of the books that it is computed from. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/finance")
class FinanceOperations {

    private static final String READ = "finance:read";
    private static final String CURRENCY = "[A-Z]{3}";

    private final Receivables receivables;
    private final Spend spend;
    private final Duplicates duplicates;
    private final Seals seals;
    private final Replies replies;

    FinanceOperations(Receivables receivables, Spend spend, Duplicates duplicates, Seals seals, Replies replies) {
        this.receivables = receivables;
        this.spend = spend;
        this.duplicates = duplicates;
        this.seals = seals;
        this.replies = replies;
    }

    @Needs(READ)
    @GetMapping("/receivables")
    ResponseEntity<byte[]> receivables(Call call) {
        return call.within(_ -> replies.ok(FinanceViews.ReceivablesView.of(receivables.ageing())));
    }

    @Needs(
            value = READ,
            query = {"currency", "age", "limit", "cursor"})
    @GetMapping("/receivables/invoices")
    ResponseEntity<byte[]> invoices(Call call) {
        CurrencyCode currency = currency(call);
        String age = call.query().matching("age", ages(), "one of " + ages().replace("|", ", "));
        int limit = call.query().limit();
        return call.within(_ -> {
            Seals.Listing listing =
                    new Seals.Listing("receivables", call.query().filter());
            List<Receivables.Open> found = receivables.open(
                    currency,
                    age == null ? null : Lateness.named(age).orElseThrow(),
                    place(seals.open(listing, call.query().cursor())),
                    limit + 1);
            return replies.page(
                    call,
                    listing,
                    Found.of(found, limit, last -> Receivables.agedFrom(last) + "/" + last.id()),
                    FinanceViews.OpenView::of);
        });
    }

    @Needs(
            value = READ,
            query = {"months"})
    @GetMapping("/spend")
    ResponseEntity<byte[]> spend(Call call) {
        int months = call.query().number("months", 1, 60, 12);
        return call.within(_ -> replies.ok(FinanceViews.SpendView.of(months, spend.byMonth(months))));
    }

    @Needs(
            value = READ,
            query = {"month", "currency", "vendor", "limit", "cursor"})
    @GetMapping("/spend/entries")
    ResponseEntity<byte[]> entries(Call call) {
        Spend.Filter filter = new Spend.Filter(call.query().month("month"), currency(call), vendor(call));
        int limit = call.query().limit();
        return call.within(_ -> {
            Seals.Listing listing = new Seals.Listing("spend", call.query().filter());
            List<Spend.Entry> found =
                    spend.entries(filter, place(seals.open(listing, call.query().cursor())), limit + 1);
            return replies.page(
                    call,
                    listing,
                    Found.of(found, limit, last -> last.issuedOn() + "/" + last.id()),
                    FinanceViews.EntryView::of);
        });
    }

    @Needs(READ)
    @GetMapping("/duplicates")
    ResponseEntity<byte[]> duplicates(Call call) {
        return call.within(_ -> replies.ok(FinanceViews.DuplicatesView.of(duplicates.find())));
    }

    private static @Nullable CurrencyCode currency(Call call) {
        String said = call.query().matching("currency", CURRENCY, "three letters A to Z");
        return said == null || !said.matches(CURRENCY) ? null : new CurrencyCode(said);
    }

    private static @Nullable String vendor(Call call) {
        return call.query()
                .known(
                        "vendor",
                        said -> said.equals(Spend.UNKNOWN) || Spend.knows(said),
                        "the id of a vendor of the catalogue, or " + Spend.UNKNOWN
                                + " for suppliers that it does not know");
    }

    private static String ages() {
        return Arrays.stream(Lateness.values()).map(Lateness::word).collect(Collectors.joining("|"));
    }

    private static Receivables.@Nullable Place place(@Nullable String sealed) {
        if (sealed == null) {
            return null;
        }
        String[] parts = sealed.split("/", 3);
        return new Receivables.Place(LocalDate.parse(parts[0]), new BookId(UUID.fromString(parts[1]), parts[2]));
    }
}
