package dev.mullion.web;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Alias;
import dev.mullion.telemetry.finance.Age;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.UnappliedCredits;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.web.CustomerNames.Names;
import dev.mullion.web.view.CustomerPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Facts.Column;
import dev.mullion.web.view.part.Facts.Row;
import dev.mullion.web.view.part.Link;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is known of one customer. */
@Component
class CustomerStory {

    private final Receivables receivables;
    private final UnappliedCredits credits;
    private final Revenue revenue;
    private final CustomerNames names;

    CustomerStory(Receivables receivables, UnappliedCredits credits, Revenue revenue, CustomerNames names) {
        this.receivables = receivables;
        this.credits = credits;
        this.revenue = revenue;
        this.names = names;
    }

    /** @param fault why what was typed is no alias; null where nothing was typed */
    CustomerPage of(Visit visit, IdHash customer, @Nullable String fault) {
        Names called = names.of(List.of(customer), each -> each);
        String alias = called.aliases().get(customer);
        EntryTables tables = new EntryTables(visit);
        return new CustomerPage(
                visit.still(alias == null ? "Customer " + customer.brief() : alias, Place.FINANCE),
                new Link("Finance", visit.href(Place.FINANCE)),
                customer.brief(),
                alias,
                visit.access().allows(DuplicatePages.MANAGE)
                        ? new CustomerPage.Naming(CustomerNames.at(visit, customer), Alias.LONGEST, fault)
                        : null,
                Stream.of(
                                table(
                                        "Open invoices",
                                        EntryTables.INVOICES,
                                        receivables
                                                .open(
                                                        new Receivables.Filter(null, Age.ANY, customer),
                                                        null,
                                                        Receivables.MOST)
                                                .stream()
                                                .map(open -> tables.of(open, called))),
                                table(
                                        "Unapplied credit",
                                        EntryTables.CREDITS,
                                        credits
                                                .list(
                                                        new UnappliedCredits.Filter(null, customer),
                                                        null,
                                                        UnappliedCredits.MOST)
                                                .stream()
                                                .map(one -> tables.of(one, called))),
                                table(
                                        "Subscriptions",
                                        EntryTables.SUBSCRIPTIONS,
                                        revenue.of(customer, visit.wording().now(), true).stream()
                                                .map(entry -> tables.of(entry, called))))
                        .filter(facts -> !facts.rows().isEmpty())
                        .toList());
    }

    private static Facts table(String caption, List<Column> columns, Stream<Row> rows) {
        return Facts.whole(caption, columns, rows.limit(Facts.MOST_ROWS).toList());
    }
}
