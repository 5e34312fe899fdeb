package dev.mullion.web;

import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.Credit;
import dev.mullion.telemetry.InfrastructureCost;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.finance.UnappliedCredits;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.web.CustomerNames.Names;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the tables behind the numbers of finance. */
record EntryTables(Visit visit) {

    static final List<Column> INVOICES = columns(
            List.of("Invoice", "Customer", "Issued", "Due"),
            List.of("Days late", "Total", "Paid and credited", "Left"));
    static final List<Column> CREDITS =
            columns(List.of("Credit", "Kind", "Customer", "Issued"), List.of("Total", "Left"));
    static final List<Column> SPEND = columns(List.of("Entry", "Kind", "Vendor", "Issued"), List.of("Amount"));
    static final List<Column> COSTS =
            columns(List.of("Month", "Provider", "Service", "Source", "As of"), List.of("Amount"));
    static final List<Column> SUBSCRIPTIONS = columns(
            List.of("Subscription", "Customer", "State", "Counted", "Began", "Ends"),
            List.of("By list a month", "Net a month"));

    private static List<Column> columns(List<String> words, List<String> numbers) {
        return Stream.concat(words.stream().map(Column::of), numbers.stream().map(Column::numeric))
                .toList();
    }

    Row of(Receivables.Open open, Names names) {
        return Row.of(
                entry(open.id()),
                names.cell(visit, open.counterparty()),
                day(open.issuedOn()),
                day(open.dueOn()),
                Cell.count(wording().count(Math.max(0, open.days()))),
                Cell.count(FinanceWords.money(wording(), open.total())),
                Cell.count(FinanceWords.money(wording(), open.paid().plus(open.credited()))),
                Cell.count(FinanceWords.money(wording(), open.due())));
    }

    Row of(UnappliedCredits.Unapplied credit, Names names) {
        return Row.of(
                Cell.code(credit.id().id()),
                Cell.text(words(credit.kind())),
                names.cell(visit, credit.counterparty()),
                day(credit.issuedOn()),
                Cell.count(FinanceWords.money(wording(), credit.total())),
                Cell.count(FinanceWords.money(wording(), credit.remaining())));
    }

    Row of(Spend.Entry entry) {
        return Row.of(
                entry.isCredit() ? Cell.code(entry.id().id()) : entry(entry.id()),
                Cell.text(entry.isCredit() ? "Credit note" : "Bill"),
                Cell.text(FinanceWords.supplier(entry.vendor())),
                day(entry.issuedOn()),
                Cell.count(FinanceWords.money(wording(), entry.amount())));
    }

    Row of(InfrastructureCost cost) {
        String service = cost.id().service();
        return Row.of(
                Cell.text(cost.id().month().toString()),
                Cell.text(InfrastructureStory.name(cost.id().provider())),
                service.isEmpty() ? Cell.nothing() : Cell.text(service),
                Cell.text(cost.id().source()),
                Cell.moment(wording().moment(cost.asOf())),
                Cell.count(FinanceWords.money(wording(), cost.amount())));
    }

    Row of(Revenue.Entry entry, Names names) {
        var said = entry.version().said();
        return Row.of(
                Cell.link(new Link(
                        said.id().value(),
                        visit.href(Place.FINANCE) + "/subscriptions/"
                                + said.id().value())),
                names.cell(visit, said.customer()),
                Cell.text(FinanceWords.words(said.standing().status())),
                Cell.text(FinanceWords.words(entry.moment())),
                Cell.text(wording().date(said.times().startedAt())),
                ends(entry),
                Cell.count(FinanceWords.money(wording(), entry.list())),
                Cell.count(FinanceWords.money(wording(), entry.net())));
    }

    private Cell ends(Revenue.Entry entry) {
        var said = entry.version().said();
        Instant ended = said.times().endedAt();
        Instant at = ended == null ? said.times().cancelAt() : ended;
        if (at == null) {
            return said.standing().cancelsAtPeriodEnd() ? Cell.text("with its period") : Cell.nothing();
        }
        return Cell.text(wording().date(at));
    }

    /** Leads to its payments. */
    private Cell entry(BookId id) {
        return Cell.link(new Link(id.id(), InvoicePages.at(visit, id)));
    }

    private Cell day(@Nullable LocalDate day) {
        return day == null ? Cell.nothing() : Cell.text(FinanceWords.day(wording(), day));
    }

    private Wording wording() {
        return visit.wording();
    }

    LocalDate today() {
        return LocalDate.ofInstant(wording().now(), ZoneOffset.UTC);
    }

    private static String words(Credit.Kind kind) {
        return switch (kind) {
            case CREDIT_NOTE -> "Credit note";
            case OVERPAYMENT -> "Overpayment";
            case PREPAYMENT -> "Prepayment";
        };
    }
}
