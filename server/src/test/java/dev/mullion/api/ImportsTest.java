package dev.mullion.api;

import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.api.Tenants.Tenant;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is imported over HTTP, and what is shown of it. */
class ImportsTest {

    private static final String BILLS = "/imports/infrastructure?source=bills&asOf=";
    private static final String EARLY = BILLS + "2026-01-01T00:00:00Z";
    private static final String LATE = BILLS + "2026-01-02T00:00:00Z";

    private final String thisMonth = YearMonth.now(ZoneOffset.UTC).toString();
    private Tenant a;

    @BeforeEach
    void ownWorkspace() {
        a = Tenants.with(0, 73_000);
    }

    @Test
    void keepsRowsAndGivesAReceiptThatIsStoredAndRecorded() {
        String body = csv("aws,ec2,1999,EUR", "aws,s3,1,EUR", "hetzner,,-500,EUR", "aws,ec2-us,100,USD");

        HttpResponse<String> answer = send(EARLY, "text/csv", body);

        JsonNode receipt = read(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Schemas.faults("ImportReceipt", receipt)).isEmpty();
        assertThat(receipt.path("bytesRead").asInt()).isEqualTo(body.length());
        assertThat(receipt.path("bytesKept").asInt()).isPositive();
        assertThat(receipt.path("rawKept").asInt()).isZero();
        assertThat(receipt.path("written").asInt()).isEqualTo(4);
        JsonNode listed = read(a.get("/imports"));
        assertThat(Schemas.faults("ImportReceiptPage", listed)).isEmpty();
        assertThat(listed.path("items")).singleElement().isEqualTo(receipt);
        assertThat(recorded()).contains("read " + body.length() + " bytes", "raw kept 0", "4 rows of infrastructure");
    }

    @Test
    void sumsByMonthProviderAndCurrencyAndLeadsDownToTheRows() {
        send(EARLY, "text/csv", csv("aws,ec2,1999,EUR", "aws,s3,1,EUR", "hetzner,,-500,EUR", "aws,ec2-us,100,USD"));

        JsonNode all = read(a.get("/finance/infrastructure?months=1"));
        assertThat(Schemas.faults("Infrastructure", all)).isEmpty();
        assertThat(all.path("lines")
                        .valueStream()
                        .map(line -> line.path("provider").asString() + " "
                                + line.path("entries") + " "
                                + line.path("amount").asString()
                                + " " + line.path("currency").asString() + " "
                                + line.path("vendorName").asString()))
                .containsExactly(
                        "aws 2 20.00 EUR Amazon Web Services",
                        "hetzner 1 -5.00 EUR Hetzner",
                        "aws 1 1.00 USD Amazon Web Services");

        HttpResponse<String> page =
                a.get("/finance/infrastructure/entries?provider=aws&currency=EUR&limit=1&month=" + thisMonth);
        assertThat(Schemas.faults("InfrastructureCostPage", read(page))).isEmpty();
        assertThat(read(page).path("items"))
                .singleElement()
                .extracting(row -> row.path("service").asString())
                .isEqualTo("ec2");
        String next = page.headers().firstValue("Link").orElseThrow();
        JsonNode second = read(a.send("GET", next.substring(1, next.indexOf('>')), ""));
        assertThat(second.path("items"))
                .singleElement()
                .extracting(row -> row.path("amount").asString())
                .isEqualTo("0.01");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    @Attack("reliability-15")
    void theLaterVersionHoldsWhicheverArrivesLast() {
        send(LATE, "text/csv", csv("aws,ec2,200,EUR"));
        JsonNode older = read(send(EARLY, "text/csv", csv("aws,ec2,100,EUR")));
        JsonNode same = read(send(LATE, "text/csv", csv("aws,ec2,200,EUR")));
        String other = "/imports/infrastructure?source=other&asOf=2026-01-01T00:00:00Z";
        send(other, "text/csv", csv("aws,ec2,1,EUR"));

        assertThat(older.path("written").asInt()).isZero();
        assertThat(same.path("unchanged").asInt()).isEqualTo(1);
        assertThat(read(a.get("/finance/infrastructure")).path("lines"))
                .singleElement()
                .extracting(line -> line.path("amount").asString())
                .isEqualTo("2.01");
    }

    @Test
    void takesTasksFromWhoMayManageRiskAndBillsFromWhoMayManageFinance() {
        String tasks = "/imports/compliance?source=audit&asOf=2026-01-01T00:00:00Z";
        String body =
                "{\"rows\": [{\"id\": \"t-1\", \"severity\": \"high\", \"state\": \"open\", \"due\": \"2026-06-30\"}]}";
        String finance = "Bearer " + SERVER.token(a.workspace(), "finance:manage,risk:read");
        String risk = "Bearer " + SERVER.token(a.workspace(), "risk:manage");

        assertThat(send(finance, tasks, "application/json", body).statusCode()).isEqualTo(404);
        assertThat(send(risk, EARLY, "text/csv", csv("aws,,1,EUR")).statusCode())
                .isEqualTo(404);
        assertThat(read(send(risk, tasks, "application/json", body))
                        .path("written")
                        .asInt())
                .isEqualTo(1);
        assertThat(send(finance, EARLY, "text/csv", csv("aws,,1,EUR")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void listsTasksByTheirDayAndByWhatIsAskedFor() {
        send("/imports/compliance?source=audit&asOf=2026-01-01T00:00:00Z", "text/csv", """
                id,severity,state,due
                late,low,open,2026-09-30
                none,high,open,
                soon,high,in_progress,2026-02-01
                gone,critical,done,2026-01-01
                """);

        JsonNode page = read(a.get("/risk/tasks"));
        assertThat(Schemas.faults("ComplianceTaskPage", page)).isEmpty();
        assertThat(ids(page)).containsExactly("gone", "soon", "late", "none");
        assertThat(ids(read(a.get("/risk/tasks?state=open,in_progress&severity=high"))))
                .containsExactly("soon", "none");
        JsonNode first = read(a.get("/risk/tasks?limit=3"));
        String rest = "/risk/tasks?limit=3&cursor=" + first.path("next").asString();
        assertThat(ids(read(a.get(rest)))).containsExactly("none");
    }

    /** Whatever is refused or unknown is in no table; the one word that is kept shows that the search finds. */
    @Test
    void nothingThatIsNotDeclaredIsInAnyTable() {
        String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
        send(EARLY, "text/csv", csv("aws," + canary + " person,1,EUR"));
        send(EARLY, "text/csv", "provider,month,amount,currency," + canary + "\naws,2026-01,1,EUR," + canary + "\n");
        send(
                EARLY,
                "application/json",
                "{\"rows\": [{\"" + canary + "\": \"" + canary + "\", \"provider\": \"aws\"}]}");
        send(EARLY, "application/json", "{\"" + canary + "\"");
        send(EARLY, "text/csv", csv("aws,s-1,1,EUR"));
        searchAllTables(canary);

        send(LATE, "text/csv", csv("aws," + canary + ",1,EUR"));
        assertThatThrownBy(() -> searchAllTables(canary)).hasMessageContaining("infrastructure_cost");
    }

    private static void searchAllTables(String word) {
        SERVER.asAdministrator("""
                do $$
                declare
                    one regclass;
                    found bigint;
                begin
                    for one in select c.oid from pg_class c where c.relnamespace = 'mullion'::regnamespace and c.relkind = 'r' loop
                        execute format('select count(*) from %s x where x::text like %L', one, '%WORD%') into found;
                        if found > 0 then raise exception 'it is in %', one; end if;
                    end loop;
                end
                $$
                """.replace("WORD", word));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    @Test
    void keepsNothingOfWhatHasOneFaultAndNamesEveryOne() {
        HttpResponse<String> answer =
                send(EARLY, "text/csv", csv("aws,ec2,100,EUR", "Canary Person,ec2,1,EUR", "aws,s3,much,eur"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(read(answer)
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactly("/rows/1/provider", "/rows/2/amount", "/rows/2/currency");
        assertThat(answer.body()).doesNotContain("Canary");
        assertThat(read(a.get("/finance/infrastructure")).path("lines")).isEmpty();
        assertThat(read(a.get("/imports")).path("items")).isEmpty();
    }

    @Test
    void asksForItsTermsAndTakesNoOther() {
        HttpResponse<String> none = send("/imports/infrastructure", "text/plain", "x");

        assertThat(read(none)
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .contains("/source", "/asOf", "/Content-Type");
        String body = csv("aws,,1,EUR");
        for (String wrong : List.of(
                BILLS + "9999-01-01T00:00:00Z",
                BILLS + "1969-01-01T00:00:00Z",
                EARLY + "&x=1",
                EARLY.replace("bills", "B"))) {
            assertThat(send(wrong, "text/csv", body).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(send(EARLY, "text/csv; charset=iso-8859-1", body).statusCode())
                .isEqualTo(400);
        assertThat(send(EARLY, "text/csv; charset=utf-8", body).statusCode()).isEqualTo(200);
    }

    @Test
    @Attack("reliability-23")
    void refusesMoreThanAMegabyte() {
        String huge = csv("aws,,1,EUR") + "x".repeat(ImportOperations.MOST_BYTES);

        assertThat(send(EARLY, "text/csv", huge).body()).contains("longer than 1048576 bytes");
    }

    @Test
    @Attack("reliability-23")
    void keepsNothingOfABodyThatEndsEarlyAndSaysSo() throws IOException {
        String body = csv("aws,,1,EUR");

        String announced = cut("Content-Length: " + 2 * body.length(), body);
        String chunked = cut("Transfer-Encoding: chunked", "%x\r\n%s".formatted(2 * body.length(), body));

        for (String answer : List.of(announced, chunked)) {
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("urn:mullion:body-cut", "Send the same request again");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
        }
        assertThat(read(a.get("/imports")).path("items")).isEmpty();
        assertThat(read(a.get("/finance/infrastructure")).path("lines")).isEmpty();
    }

    private String cut(String framing, String body) throws IOException {
        String request = "POST " + a.path(EARLY) + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + SERVER.address().getPort() + "\r\nAuthorization: " + a.bearer() + "\r\nContent-Type: text/csv\r\n"
                + framing + "\r\n\r\n" + body;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SERVER.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Attack("reliability-1")
    void anImportWithAKeyIsTakenOnce() {
        String body = csv("aws,,1,EUR");
        HttpResponse<String> first = withKey(body);
        HttpResponse<String> again = withKey(body);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(withKey(csv("aws,,2,EUR")).statusCode()).isEqualTo(422);
        assertThat(read(a.get("/imports")).path("items")).hasSize(1);
    }

    @Test
    void showsNothingToAnotherWorkspace() {
        Tenant b = Tenants.with(0, 74_000);
        send(EARLY, "text/csv", csv("aws,,1,EUR"));

        assertThat(read(b.get("/finance/infrastructure")).path("lines")).isEmpty();
        assertThat(read(b.get("/finance/infrastructure/entries")).path("items")).isEmpty();
        assertThat(read(b.get("/imports")).path("items")).isEmpty();
    }

    private HttpResponse<String> withKey(String body) {
        return SERVER.send(SERVER.request(a.path(EARLY), "Authorization", a.bearer(), "Idempotency-Key", "bills-1")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(String rest, String type, String body) {
        return send(a.bearer(), rest, type, body);
    }

    private HttpResponse<String> send(String bearer, String rest, String type, String body) {
        return SERVER.send(SERVER.request(a.path(rest), "Authorization", bearer)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String csv(String... rows) {
        StringBuilder body = new StringBuilder("provider,service,amount,currency,month\n");
        for (String row : rows) {
            body.append(row).append(',').append(thisMonth).append('\n');
        }
        return body.toString();
    }

    private String recorded() {
        return SERVER.bean(Workspaces.class)
                .within(
                        a.workspace().id(),
                        () -> SERVER.bean(AuditTrail.class)
                                .newest(new dev.mullion.audit.AuditFilter(null, "import.taken", null, null, null), 1)
                                .getFirst()
                                .detail());
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
