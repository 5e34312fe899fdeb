package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.cli.Said;
import dev.mullion.cli.Typed;
import dev.mullion.sandbox.xero.Entries;
import dev.mullion.sandbox.xero.Organisation.Entry;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.Facts;
import dev.mullion.telemetry.Invoices;
import dev.mullion.telemetry.Payment;
import dev.mullion.telemetry.Settlement;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From an age of what is owed down to an invoice, and from the invoice to each payment of it. */
class PartPaymentsTest {

    private final ReadXero link = ReadXero.connected();
    private final TestServer.Member manager = ReadXero.server().manager(link.workspace);

    @Test
    void eachPaymentOfAnInvoiceIsListedWithWhatIsPaidAndLeft() {
        Entry entry = invoice("90.00", "40.00");
        pay(entry, "20.00", "AUTHORISED", 8);
        pay(entry, "30.00", "DELETED", 6);
        pay(entry, "30.00", "AUTHORISED", 4);
        link.read();

        Document list = page("/receivables?currency=NZD&age=late");
        Document page = at(list.expectFirst("main a[href$=" + entry.id() + "]").attr("href"));

        assertThat(details(page))
                .contains(
                        "Total 90.00 NZD",
                        "Paid so far 50.00 NZD",
                        "Credited 0.00 NZD",
                        "Still due 40.00 NZD",
                        "Due 1 Nov 2026");
        assertThat(page.expectFirst("h2").text()).matches("Invoice Paid in part, [0-9]+ days late");
        assertThat(page.select("tbody tr"))
                .extracting(row -> row.select("td:not(:nth-child(3))").text())
                .containsExactly(
                        "17 Nov 2026 Received 30.00 NZD",
                        "15 Nov 2026 Deleted 30.00 NZD",
                        "13 Nov 2026 Received 20.00 NZD");
        assertThat(page.select(".notice")).isEmpty();
    }

    @Test
    void aDeletedPaymentIsStruckThroughAndSaidToBeDeleted() {
        Entry entry = invoice("90.00", "40.00");
        UUID payment = pay(entry, "50.00", "AUTHORISED", 4);
        link.read();
        assertThat(page(entry).select("s")).isEmpty();

        link.organisation.put(Entries.payment(payment, entry, "50.00", "DELETED", ReadXero.NOW));
        link.organisation.put(Entries.invoice(entry.id(), sum("ACCREC", "90.00", "90.00"), ReadXero.NOW));
        link.read();

        Document page = page(entry);
        assertThat(page.select("tbody s").eachText()).contains("50.00 NZD");
        assertThat(page.select("tbody .state").text()).isEqualTo("Deleted");
        assertThat(details(page)).contains("Paid so far 0.00 NZD", "Still due 90.00 NZD");
        assertThat(page.select(".notice")).isEmpty();
    }

    @Test
    void theApiAndTheCommandSayTheSame() {
        Entry entry = invoice("90.00", "40.00");
        pay(entry, "20.00", "AUTHORISED", 8);
        pay(entry, "30.00", "AUTHORISED", 4);
        pay(entry, "30.00", "DELETED", 6);
        link.read();

        JsonNode answer = JsonMapper.shared()
                .readTree(api(link, entry.id().toString(), "finance:read").body());
        Said said = typed(link, entry.id().toString());
        JsonNode json = JsonMapper.shared()
                .readTree(typed(link, entry.id().toString(), "--json").out());

        assertThat(answer.path("kind").asString()).isEqualTo("invoice");
        assertThat(answer.path("paid").asString()).isEqualTo("50.00");
        assertThat(answer.path("due").asString()).isEqualTo("40.00");
        assertThat(answer.path("payments").path("sum").asString()).isEqualTo("50.00");
        assertThat(answer.path("payments").path("tally").asString()).isEqualTo("matches");
        assertThat(answer.path("payments").path("latest").valueStream())
                .extracting(one -> one.path("paidOn").asString() + " "
                        + one.path("state").asString() + " "
                        + one.path("amount").asString())
                .containsExactly("2026-11-17 made 30.00", "2026-11-15 deleted 30.00", "2026-11-13 made 20.00");
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("paid         50.00 NZD", "left         40.00 NZD", "2026-11-15  deleted  30.00 NZD");
        assertThat(json).isEqualTo(answer);
        assertThat(new Typed(ReadXero.server())
                        .out(
                                "finance",
                                "entries",
                                "invoices",
                                "--workspace",
                                link.workspace.slug().value()))
                .contains(entry.id() + "  ", link.id().toString());
    }

    @Test
    void whatIsPaidAndInNoPaymentIsSaid() {
        Entry entry = invoice("90.00", "30.00");
        pay(entry, "10.00", "AUTHORISED", 8);
        link.read();

        assertThat(page(entry).expectFirst(".notice").text())
                .startsWith("Paid by the books: 60.00 NZD. In the payments that were read: 10.00 NZD.")
                .contains(Settlement.Tally.SHORT.sentence());
        JsonNode payments = JsonMapper.shared()
                .readTree(api(link, entry.id().toString(), "finance:read").body())
                .path("payments");
        assertThat(payments.path("tally").asString()).isEqualTo("short");
        assertThat(payments.path("difference").asString()).isEqualTo("50.00");
        assertThat(typed(link, entry.id().toString()).err()).contains(Settlement.Tally.SHORT.sentence());
    }

    @Test
    void anInvoiceOfWhichNoPaymentWasReadSaysWhy() {
        Entry unpaid = invoice("90.00", "90.00");
        Entry paid = invoice("70.00", "30.00");
        Entry voided = Entries.invoice(
                UUID.randomUUID(),
                new Entries.Sum("ACCREC", "VOIDED", "Another", "NZD", "7.00", "0.00", ReadXero.day("2026-10-02"), null),
                ReadXero.NOW);
        link.organisation.put(voided);
        link.read();

        assertThat(page(unpaid).select(".empty").text()).startsWith("Nothing is paid yet.");
        assertThat(page(paid).select(".empty").text()).startsWith("No payment of it was read.");
        assertThat(page(paid).select(".notice").text()).contains("Paid by the books: 40.00 NZD");
        assertThat(page(voided).select(".empty").text()).contains("The books took it back");
        assertThat(typed(link, unpaid.id().toString()).err()).contains("no payment of it was read");
    }

    @Test
    void spendLeadsToABillAndItsPayments() {
        Entry bill = Entries.invoice(UUID.randomUUID(), sum("ACCPAY", "90.00", "40.00"), ReadXero.NOW);
        link.organisation.put(bill);
        pay(bill, "50.00", "AUTHORISED", 3);
        link.read();

        Document page = at(page("/spend?vendor=-")
                .expectFirst("main a[href$=" + bill.id() + "]")
                .attr("href"));

        assertThat(page.select("h1").text()).isEqualTo("Bill of 1 Oct 2026");
        assertThat(page.select("tbody tr").text())
                .startsWith("18 Nov 2026 Paid ")
                .endsWith(" 50.00 NZD");
    }

    @Test
    void countsOnlyPaymentsOfThisInvoiceInItsCurrencyAndShowsNoMoreThanAPage() {
        Entry entry = invoice("90.00", "40.00");
        link.read();
        BookId id = new BookId(link.id().value(), entry.id().toString());
        save(IntStream.rangeClosed(1, Invoices.MOST + 5)
                .mapToObj(number -> payment(id, "part-" + number, Payment.PaidFor.INVOICE, "0.20 NZD"))
                .toList());
        save(List.of(
                payment(id, "yen", Payment.PaidFor.INVOICE, "300 JPY"),
                payment(id, "refund", Payment.PaidFor.CREDIT_NOTE, "9.00 NZD"),
                payment(new BookId(UUID.randomUUID(), id.id()), "elsewhere", Payment.PaidFor.INVOICE, "9.00 NZD"),
                payment(new BookId(id.source(), "another"), "of-another", Payment.PaidFor.INVOICE, "9.00 NZD")));

        Settlement found =
                link.inside(() -> ReadXero.bean(Invoices.class).find(id)).orElseThrow();
        Document page = page(entry);

        assertThat(found.read()).hasToString("41.00 NZD");
        assertThat(found.elsewhere()).hasToString("[300 JPY]");
        assertThat(found.payments()).isEqualTo(206);
        assertThat(found.latest()).hasSize(Invoices.MOST);
        assertThat(page.select("tbody tr")).hasSize(Invoices.MOST);
        assertThat(page.select("main").text())
                .contains("The latest 200 of 206", "Payments in another currency are in no sum here: 300 JPY");
    }

    @Test
    @Attack("isolation-41")
    void nobodySeesAnInvoiceOfAnotherWorkspaceOrWithoutTheKey() {
        Entry entry = invoice("90.00", "40.00");
        pay(entry, "50.00", "AUTHORISED", 4);
        link.read();
        ReadXero other = ReadXero.connected();
        TestServer.Member stranger = ReadXero.server().manager(other.workspace);
        TestServer.Member engineer = ReadXero.server().person(link.workspace, "engineering:read");
        String theirs = "/finance/invoices/" + link.id() + "/" + entry.id();
        String none = "/finance/invoices/" + link.id() + "/" + UUID.randomUUID();

        assertThat(status("/w/" + link.workspace.slug() + theirs, manager)).isEqualTo(200);
        assertThat(status("/w/" + link.workspace.slug() + theirs, engineer)).isEqualTo(404);
        assertThat(status("/w/" + link.workspace.slug() + theirs, stranger)).isEqualTo(404);
        assertThat(body("/w/" + other.workspace.slug() + theirs, stranger))
                .isEqualTo(body("/w/" + other.workspace.slug() + none, stranger))
                .doesNotContain("90.00");
        assertThat(status("/w/" + other.workspace.slug() + theirs, stranger)).isEqualTo(404);
        assertThat(api(link, entry.id().toString(), "engineering:read").statusCode())
                .isEqualTo(404);
        HttpResponse<String> asked = ReadXero.server()
                .get(
                        "/api/v1/workspaces/" + other.workspace.slug() + theirs,
                        "Authorization",
                        "Bearer " + ReadXero.server().token(other.workspace, "finance:read"));
        assertThat(asked.statusCode()).isEqualTo(404);
        assertThat(asked.body()).doesNotContain("90.00");
        Said said = new Typed(ReadXero.server())
                .run(
                        "finance",
                        "invoice",
                        link.id().toString(),
                        entry.id().toString(),
                        "--workspace",
                        other.workspace.slug().value());
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void findsNothingAtAnAddressThatIsNone() {
        for (String rest : List.of(
                "/invoices/" + link.id() + "/%27",
                "/invoices/" + link.id() + "/" + "a".repeat(65),
                "/invoices/" + link.id().value() + "/a",
                "/invoices/con_1/a")) {
            assertThat(status("/w/" + link.workspace.slug() + "/finance" + rest, manager))
                    .as(rest)
                    .isEqualTo(404);
        }
        assertThat(typed(link, "x y").exit()).isEqualTo(2);
    }

    private Entry invoice(String total, String left) {
        Entry entry =
                Entries.invoice(UUID.randomUUID(), sum("ACCREC", total, left), ReadXero.NOW.minus(Duration.ofDays(4)));
        link.organisation.put(entry);
        return entry;
    }

    private static Entries.Sum sum(String type, String total, String left) {
        return new Entries.Sum(
                type,
                "AUTHORISED",
                "A made-up customer",
                "NZD",
                total,
                left,
                ReadXero.day("2026-10-01"),
                ReadXero.day("2026-11-01"));
    }

    private UUID pay(Entry entry, String amount, String status, int daysAgo) {
        UUID id = UUID.randomUUID();
        link.organisation.put(Entries.payment(id, entry, amount, status, ReadXero.NOW.minus(Duration.ofDays(daysAgo))));
        return id;
    }

    private static Payment payment(BookId of, String id, Payment.PaidFor kind, String amount) {
        String[] parts = amount.split(" ", 2);
        return new Payment(
                new BookId(of.source(), id),
                Payment.Direction.RECEIVED,
                Payment.State.MADE,
                kind,
                of.id(),
                ReadXero.day("2026-11-02"),
                Money.exact(new java.math.BigDecimal(parts[0]), CurrencyCode.of(parts[1]))
                        .orElseThrow(),
                ReadXero.NOW);
    }

    private void save(List<Payment> payments) {
        link.inside(() -> ReadXero.bean(Facts.class).save(List.copyOf(payments)));
    }

    private Document page(Entry entry) {
        return page("/invoices/" + link.id() + "/" + entry.id());
    }

    private Document page(String rest) {
        return at("/w/" + link.workspace.slug() + "/finance" + rest);
    }

    private Document at(String href) {
        HttpResponse<String> answer = ReadXero.server().get(href, manager.header());
        assertThat(answer.statusCode()).as(href).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private static List<String> details(Document page) {
        return page.select(".details > div").eachText();
    }

    private static int status(String path, TestServer.Member member) {
        return ReadXero.server().get(path, member.header()).statusCode();
    }

    private static String body(String path, TestServer.Member member) {
        return ReadXero.server().get(path, member.header()).body();
    }

    private static HttpResponse<String> api(ReadXero link, String invoice, String permission) {
        return ReadXero.server()
                .get(
                        "/api/v1/workspaces/" + link.workspace.slug() + "/finance/invoices/" + link.id() + "/"
                                + invoice,
                        "Authorization",
                        "Bearer " + ReadXero.server().token(link.workspace, permission));
    }

    private static Said typed(ReadXero link, String invoice, String... more) {
        String[] arguments = {
            "finance",
            "invoice",
            link.id().toString(),
            invoice,
            "--workspace",
            link.workspace.slug().value()
        };
        return new Typed(ReadXero.server())
                .run(java.util.stream.Stream.concat(java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
                        .toArray(String[]::new));
    }
}
