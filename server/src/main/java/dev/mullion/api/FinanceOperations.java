package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Aliases;
import dev.mullion.telemetry.finance.Age;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.finance.UnappliedCredits;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.views.CreditView;
import dev.mullion.telemetry.views.OpenInvoiceView;
import dev.mullion.telemetry.views.ReceivablesView;
import dev.mullion.telemetry.views.SpendEntryView;
import dev.mullion.telemetry.views.SpendView;
import java.util.List;
import java.util.Map;
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
    private final UnappliedCredits credits;
    private final Aliases aliases;
    private final Seals seals;
    private final Replies replies;

    FinanceOperations(
            Receivables receivables,
            Spend spend,
            UnappliedCredits credits,
            Aliases aliases,
            Seals seals,
            Replies replies) {
        this.receivables = receivables;
        this.spend = spend;
        this.credits = credits;
        this.aliases = aliases;
        this.seals = seals;
        this.replies = replies;
    }

    @Needs(READ)
    @GetMapping("/receivables")
    ResponseEntity<byte[]> receivables(Call call) {
        return call.within(_ -> replies.ok(ReceivablesView.of(receivables.ageing())));
    }

    @Needs(
            value = READ,
            query = {"currency", "age", "limit", "cursor"})
    @GetMapping("/receivables/invoices")
    ResponseEntity<byte[]> invoices(Call call) {
        CurrencyCode currency = currency(call);
        String age = call.query().known("age", Age.words()::contains, "one of " + String.join(", ", Age.words()));
        int limit = call.query().limit();
        return call.within(_ -> {
            Seals.Listing listing =
                    new Seals.Listing("receivables", call.query().filter());
            List<Receivables.Open> found = receivables.open(
                    new Receivables.Filter(
                            currency, age == null ? Age.ANY : Age.named(age).orElseThrow(), null),
                    place(seals.open(listing, call.query().cursor())),
                    limit + 1);
            Map<IdHash, String> called = aliases.of(
                    found.stream().map(Receivables.Open::counterparty).toList());
            return replies.page(
                    call,
                    listing,
                    Found.of(
                            found,
                            limit,
                            last -> new Receivables.Place(Receivables.agedFrom(last), last.id()).toString()),
                    open -> OpenInvoiceView.of(open, called));
        });
    }

    @Needs(
            value = READ,
            query = {"currency", "limit", "cursor"})
    @GetMapping("/receivables/credits")
    ResponseEntity<byte[]> credits(Call call) {
        UnappliedCredits.Filter filter = new UnappliedCredits.Filter(currency(call), null);
        int limit = call.query().limit();
        return call.within(_ -> {
            Seals.Listing listing = new Seals.Listing("credits", call.query().filter());
            List<UnappliedCredits.Unapplied> found =
                    credits.list(filter, place(seals.open(listing, call.query().cursor())), limit + 1);
            Map<IdHash, String> called = aliases.of(
                    found.stream().map(UnappliedCredits.Unapplied::counterparty).toList());
            return replies.page(
                    call,
                    listing,
                    Found.of(found, limit, last -> new Receivables.Place(last.issuedOn(), last.id()).toString()),
                    credit -> CreditView.of(credit, called));
        });
    }

    @Needs(
            value = READ,
            query = {"months"})
    @GetMapping("/spend")
    ResponseEntity<byte[]> spend(Call call) {
        int months = call.query().number("months", 1, 60, 12);
        return call.within(_ -> replies.ok(SpendView.of(months, spend.byMonth(months))));
    }

    @Needs(
            value = READ,
            query = {"month", "currency", "vendor", "since", "kind", "limit", "cursor"})
    @GetMapping("/spend/entries")
    ResponseEntity<byte[]> entries(Call call) {
        Spend.Filter filter = new Spend.Filter(
                call.query().month("month"),
                currency(call),
                vendor(call),
                call.query().day("since"),
                call.query().word("kind", Spend.Kind.class));
        int limit = call.query().limit();
        return call.within(_ -> {
            Seals.Listing listing = new Seals.Listing("spend", call.query().filter());
            List<Spend.Entry> found =
                    spend.entries(filter, place(seals.open(listing, call.query().cursor())), limit + 1);
            return replies.page(
                    call,
                    listing,
                    Found.of(found, limit, last -> new Receivables.Place(last.issuedOn(), last.id()).toString()),
                    SpendEntryView::of);
        });
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

    private static Receivables.@Nullable Place place(@Nullable String sealed) {
        return sealed == null ? null : Receivables.Place.parse(sealed);
    }
}
