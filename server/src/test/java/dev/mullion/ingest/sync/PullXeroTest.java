package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.Grants;
import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.xero.Entries;
import dev.mullion.sandbox.xero.Mood;
import dev.mullion.sandbox.xero.Organisation;
import dev.mullion.sandbox.xero.XeroVendor;
import dev.mullion.telemetry.finance.Age;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.tenancy.TenantSql;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PullXeroTest {

    private final ReadXero link = ReadXero.connected();

    @Test
    void readsTheBooksOfTheOrganisationThatWasChosen() {
        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(run.coverage()).startsWith("5 of 5 parts were read to their end: 8 objects on 5 pages.");
        assertThat(run.receipt()).endsWith("raw kept 0");
        assertThat(link.connection().state()).isEqualTo(State.ACTIVE);
        assertThat(rows("select zone || base_currency from books where workspace_id = :workspace"))
                .containsExactly("Pacific/AucklandNZD");
        assertThat(rows("select vendor from invoice where workspace_id = :workspace and vendor is not null"))
                .containsExactly("aws");
        assertThat(keptWords())
                .noneMatch(
                        word -> word.contains(NeverKept.CANARY) || word.contains("ade-up") || word.contains("Madeup"));
    }

    @Test
    void showsWhatIsAskedGrantedAndUsed() {
        link.read();

        assertThat(link.inside(() -> ReadXero.bean(Grants.class).of(link.id()))
                        .orElseThrow()
                        .permissions())
                .containsExactly(
                        "accounting.invoices:read",
                        "accounting.payments:read",
                        "accounting.settings:read",
                        "offline_access:renew");
        String page = ReadXero.server()
                .get("/w/" + link.workspace.slug() + "/integrations/" + link.id(), link.manager.header())
                .body();
        assertThat(page).contains(">Granted<").contains("last used by a run");
    }

    @Test
    void sumsWhatIsOwedByAgeAndLeadsDownToTheInvoices() {
        link.read();

        Receivables.InCurrency owed = link.inside(
                        () -> ReadXero.bean(Receivables.class).ageing())
                .currencies()
                .getFirst();
        List<Receivables.Open> open = link.inside(() -> ReadXero.bean(Receivables.class)
                .open(new Receivables.Filter(owed.currency(), Age.ANY, null), null, 10));

        assertThat(owed.gross()).hasToString("145.00 NZD");
        assertThat(owed.unapplied()).hasToString("52.50 NZD");
        assertThat(owed.net()).hasToString("92.50 NZD");
        assertThat(owed.buckets().stream()
                        .mapToLong(Receivables.Bucket::invoices)
                        .sum())
                .isEqualTo(open.size());
        assertThat(link.inside(() -> ReadXero.bean(Receivables.class).open(Receivables.Filter.ALL, null, 10)))
                .isEqualTo(open);
        assertThat(open).extracting(one -> one.due().toString()).containsExactly("30.00 NZD", "115.00 NZD");
        assertThat(open.getFirst().paid()).hasToString("50.00 NZD");
    }

    @Test
    void sumsWhatIsSpentByMonthAndVendor() {
        link.read();

        List<Spend.Line> lines = link.inside(() -> ReadXero.bean(Spend.class).byMonth(60));

        assertThat(lines)
                .extracting(line -> line.month() + " " + line.sum() + " "
                        + (line.vendor() == null ? "-" : line.vendor().id()))
                .containsExactly("2026-10 250.10 NZD aws", "2026-10 12.00 NZD -");
        assertThat(entries(new Spend.Filter(null, null, null))).containsExactly("250.10 NZD", "12.00 NZD");
        assertThat(entries(new Spend.Filter(lines.getFirst().month(), null, "aws")))
                .containsExactly("250.10 NZD");
        assertThat(entries(new Spend.Filter(null, lines.getFirst().sum().currency(), Spend.UNKNOWN)))
                .containsExactly("12.00 NZD");
        assertThat(entries(new Spend.Filter(lines.getFirst().month().minusMonths(1), null, null)))
                .isEmpty();
    }

    private List<String> entries(Spend.Filter filter) {
        return link.inside(() -> ReadXero.bean(Spend.class).entries(filter, null, 10)).stream()
                .map(entry -> entry.amount().toString())
                .toList();
    }

    @Test
    @Attack("reliability-17")
    void asksForNothingButWhatChangedAndTakesIt() {
        link.read();
        int before = ReadXero.vendor().asked().size();
        Organisation.Entry late =
                link.invoice("ACCREC", "AUTHORISED", "Another", "7.00", "7.00", "2026-10-02", "2026-11-01");
        link.organisation.put(Entries.invoice(
                late.id(),
                new Entries.Sum("ACCREC", "VOIDED", "Another", "NZD", "7.00", "0.00", ReadXero.day("2026-10-02"), null),
                ReadXero.NOW));

        SyncRun run = link.read();

        assertThat(run.figures().objects()).isLessThan(8);
        assertThat(rows("select state from invoice where workspace_id = :workspace and id = '" + late.id() + "'"))
                .containsExactly("voided");
        assertThat(ReadXero.vendor()
                        .asked()
                        .subList(before, ReadXero.vendor().asked().size()))
                .filteredOn(one -> one.contains("/Invoices"))
                .allMatch(one -> one.endsWith(" since"));
    }

    @Test
    void readsEveryPageAndTheSameBooksHoweverTheyAreCut() {
        ReadXero.vendor().pageSize(2);

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(run.figures().objects()).isEqualTo(8);
        assertThat(run.figures().pages()).isEqualTo(7);
    }

    @ParameterizedTest
    @Attack({"reliability-16", "reliability-28", "reliability-53"})
    @EnumSource(
            value = Mood.class,
            names = {
                "MINUTE_LIMIT",
                "DAY_LIMIT",
                "LIMIT_UNTOLD",
                "SERVER_ERROR",
                "TRUNCATED",
                "WRONG_CHARSET",
                "REDIRECT",
                "TOKEN_EXPIRED",
                "SHRINKING",
                "FORGETS_SINCE"
            })
    void whateverXeroDoesTheNextRunHasTheWholeBooks(Mood mood) {
        ReadXero.vendor().pageSize(2);
        ReadXero.vendor().feel(mood, 1, 3);
        SyncRun first = link.read();
        ReadXero.vendor().feel(Mood.KIND);

        assertThat(first.coverage()).doesNotContain("169.254").doesNotContain(NeverKept.CANARY);
        assertThat(link.connection().takes()).isTrue();
        if (mood == Mood.DAY_LIMIT || mood == Mood.MINUTE_LIMIT) {
            assertThat(first.coverage()).contains("asks to wait until");
        }
        if (first.coverage().contains("asks to wait until")) {
            assertThat(first.state()).isEqualTo(SyncRun.State.PARTIAL);
        }
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.count("select count(*) from invoice where workspace_id = :workspace"))
                .isEqualTo(5);
        assertThat(link.count("select count(*) from credit where workspace_id = :workspace"))
                .isEqualTo(2);
    }

    @Test
    void aWebhookMakesItDueAndNothingOfItIsKept() {
        link.read();
        byte[] body = XeroVendor.webhook(
                link.organisation,
                List.of(link.invoice("ACCREC", "AUTHORISED", "Another", "7.00", "7.00", "2026-10-02", "2026-11-01")));

        assertThat(XeroHook.send(body, XeroHook.signature(body))).isEqualTo("200 ");
        assertThat(XeroHook.send(body, XeroHook.signature(body))).isEqualTo("200 ");

        assertThat(rows("select event || ' ' || outcome from delivery where workspace_id = :workspace"))
                .containsExactly("invoice ignored");
        assertThat(link.count("""
                select count(*) from sync_lease l
                 where l.workspace_id = :workspace
                   and l.due_at between now() + interval '3 minutes' and now() + interval '6 minutes'
                """)).isEqualTo(1);
    }

    private List<String> rows(String sql) {
        return link.inside(() ->
                ReadXero.bean(TenantSql.class).sql(sql).query(String.class).list());
    }

    /** Every row of what was kept, as text. */
    private List<String> keptWords() {
        return rows("""
                select i::text from invoice i where i.workspace_id = :workspace
                 union all
                select p::text from payment p where p.workspace_id = :workspace
                 union all
                select c::text from credit c where c.workspace_id = :workspace
                 union all
                select b::text from books b where b.workspace_id = :workspace
                 union all
                select r::text from sync_run r where r.workspace_id = :workspace
                 union all
                select n::text from connection n where n.workspace_id = :workspace
                 union all
                select s::text from consent s where s.workspace_id = :workspace
                """);
    }
}
