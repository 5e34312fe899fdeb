package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.Overheard;
import dev.mullion.TestServer;
import dev.mullion.cli.Said;
import dev.mullion.cli.Typed;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.tenancy.TenantSql;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What members call customers, who are hashes in every fact. */
class CustomerAliasTest {

    private static final String ALIAS = "Kererū & Söhne <b>";

    private final ReadXero link = ReadXero.connected();
    private final TestServer.Member manager = ReadXero.server().manager(link.workspace);
    private String hash = "";

    @BeforeEach
    void somebodyOwes() {
        link.read();
        hash = link.inside(() -> ReadXero.bean(Receivables.class).open(Receivables.Filter.ALL, null, 1)).stream()
                .map(open -> Objects.requireNonNull(open.counterparty()).value().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void standsWhereverTheHashStoodUntilItIsDeleted() {
        String brief = hash.substring(0, 8);
        assertThat(text("/receivables")).contains(brief);

        assertThat(post(manager, "/customers/" + hash, "alias=" + encoded(ALIAS))
                        .statusCode())
                .isEqualTo(303);
        assertThat(text("/receivables")).contains(ALIAS).doesNotContain(brief);
        assertThat(text("/credits")).contains(ALIAS);
        assertThat(text("/customers/" + hash)).contains(ALIAS, "115.00");
        assertThat(api("/receivables/invoices")).contains(ALIAS, hash);
        assertThat(api("/aliases")).contains(ALIAS, hash);
        assertThat(typed()).contains(ALIAS).doesNotContain(brief);

        assertThat(post(manager, "/customers/" + hash + "/unname", "").statusCode())
                .isEqualTo(303);
        assertThat(text("/receivables")).contains(brief).doesNotContain(ALIAS);
        assertThat(typed()).contains(brief);
        assertThat(verbs()).containsExactly("customer.named", "customer.unnamed");
    }

    @Test
    void isTakenAndDeletedThroughTheApi() {
        assertThat(name(hash, "North", bearer("finance:manage")).statusCode()).isEqualTo(200);
        assertThat(name(hash, "North", bearer("finance:manage")).statusCode()).isEqualTo(200);
        assertThat(text("/receivables")).contains("North");
        String at = path("/aliases/" + hash);

        assertThat(Api.delete(at, bearer("finance:read")).statusCode()).isEqualTo(404);
        assertThat(Api.delete(at, bearer("finance:manage")).statusCode()).isEqualTo(204);
        assertThat(Api.delete(at, bearer("finance:manage")).statusCode()).isEqualTo(404);
        assertThat(text("/receivables")).doesNotContain("North");
        assertThat(verbs()).containsExactly("customer.named", "customer.unnamed");
    }

    @Test
    void isGivenAndDeletedByACommandThatTakesTheBeginningOfAHash() {
        String brief = hash.substring(0, 8);

        assertThat(said("alias", brief, ALIAS).out()).isEqualTo(hash + " is called " + ALIAS + System.lineSeparator());
        assertThat(said("alias", hash, ALIAS).exit()).isZero();
        assertThat(said("aliases").out()).isEqualTo(hash + "  " + ALIAS + System.lineSeparator());
        assertThat(JsonMapper.shared().readTree(said("aliases", "--json").out()))
                .isEqualTo(JsonMapper.shared().readTree(api("/aliases")).path("items"));
        assertThat(said("alias", hash.substring(0, 15), "--remove").out()).contains("has no alias any more");

        assertThat(said("alias", hash, "--remove").exit()).isEqualTo(3);
        assertThat(said("aliases").err()).contains("No customer has an alias.");
        assertThat(verbs()).containsExactly("customer.named", "customer.unnamed");
    }

    @ParameterizedTest
    @CsvSource({
        "3, 00000000 x",
        "2, HASH",
        "2, HASH x --remove",
        "2, 0000000 x",
        "2, 0000000% x",
        "3, 00000000- x",
        "2, 00000000-0-0 x",
        "2, 00000000-00000-0000 x",
        "2, HASH0 x"
    })
    void theCommandSaysWhatItTakes(int exit, String words) {
        String[] typed = words.replace("HASH", hash).split(" ", -1);
        Said said = said(Stream.concat(Stream.of("alias"), Stream.of(typed)).toArray(String[]::new));

        assertThat(said.exit()).as(said.err()).isEqualTo(exit);
        assertThat(aliases()).isEmpty();
    }

    @Test
    @Attack("isolation-41")
    void theCommandKnowsNoCustomerOfAnotherWorkspace() {
        ReadXero other = ReadXero.connected();

        Said theirs = new Typed(ReadXero.server())
                .run(
                        "finance",
                        "alias",
                        hash,
                        "x",
                        "--workspace",
                        other.workspace.slug().value());

        assertThat(theirs.exit()).isEqualTo(3);
        assertThat(theirs.err()).contains("no such customer").doesNotContain(hash);
    }

    private Said said(String... words) {
        return new Typed(ReadXero.server())
                .run(Stream.of(
                                Stream.of("finance"),
                                Stream.of(words),
                                Stream.of("--workspace", link.workspace.slug().value()))
                        .flatMap(all -> all)
                        .toArray(String[]::new));
    }

    @Test
    @Attack("isolation-41")
    void nobodyNamesACustomerOfAnotherWorkspaceOrWithoutTheKey() {
        ReadXero other = ReadXero.connected();
        TestServer.Member stranger = ReadXero.server().manager(other.workspace);
        TestServer.Member reader = ReadXero.server().person(link.workspace, "finance:read");
        String[] theirs = {"Authorization", "Bearer " + ReadXero.server().token(other.workspace, "finance:manage")};

        String elsewhere = "/w/" + other.workspace.slug() + "/finance/customers/" + hash;
        assertThat(ReadXero.server().get(elsewhere, stranger.header()).statusCode())
                .isEqualTo(404);
        assertThat(ReadXero.server()
                        .post(
                                elsewhere,
                                "alias=x&_csrf=" + csrf(stranger, "/w/" + other.workspace.slug()),
                                stranger.header())
                        .statusCode())
                .isEqualTo(404);
        assertThat(Api.post(
                                "/api/v1/workspaces/" + other.workspace.slug() + "/finance/aliases",
                                body(hash, "x"),
                                theirs)
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(reader, "/customers/" + hash, "alias=x").statusCode()).isEqualTo(404);
        assertThat(ReadXero.server()
                        .get("/w/" + link.workspace.slug() + "/finance/customers/" + hash, reader.header())
                        .body())
                .doesNotContain("name=\"alias\"");
        assertThat(aliases()).isEmpty();
    }

    @Test
    void isInNoFactNoEventNoKeptAnswerAndNoLog() {
        String secret = "Zealandia Quokka Holdings";
        try (Overheard log = Overheard.listen()) {
            post(manager, "/customers/" + hash, "alias=" + encoded(secret));
            Api.post(
                    path("/aliases"),
                    body(hash, secret + " 2"),
                    "Authorization",
                    bearer("finance:manage")[1],
                    "Idempotency-Key",
                    UUID.randomUUID().toString());
            assertThat(log.text()).doesNotContain("Quokka");
        }

        assertThat(aliases()).containsExactly(secret + " 2");
        List<String> kept = link.inside(() ->
                ReadXero.bean(TenantSql.class).sql("""
                select convert_from(payload, 'UTF8') from audit_entry where workspace_id = :workspace and payload is not null
                 union all
                select header from audit_entry where workspace_id = :workspace
                 union all
                select body from request where workspace_id = :workspace and body is not null
                 union all
                select i::text from invoice i where i.workspace_id = :workspace
                """).query(String.class).list());
        assertThat(kept).isNotEmpty().noneMatch(row -> row.contains("Quokka"));
    }

    @Test
    void losesWhatCannotBeSeenAndWhatTurnsTheDirection() {
        post(manager, "/customers/" + hash, "alias=" + encoded(" \u202eA\u0000B\u2066\u200d\n "));

        assertThat(aliases()).containsExactly("AB");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 121, 5_000})
    void isRefusedWhereItIsEmptyOrTooLong(int length) {
        HttpResponse<String> answer = post(manager, "/customers/" + hash, "alias=" + "x".repeat(length));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("must have 1 to 120 characters");
        assertThat(name(hash, "x".repeat(length), bearer("finance:manage")).statusCode())
                .isEqualTo(400);
        assertThat(aliases()).isEmpty();
    }

    private HttpResponse<String> name(String customer, String alias, String... bearer) {
        return Api.post(path("/aliases"), body(customer, alias), bearer);
    }

    private static String body(String customer, String alias) {
        return "{'customerHash':'" + customer + "','alias':'" + alias + "'}";
    }

    private String path(String rest) {
        return "/api/v1/workspaces/" + link.workspace.slug() + "/finance" + rest;
    }

    private String[] bearer(String permission) {
        return new String[] {"Authorization", "Bearer " + ReadXero.server().token(link.workspace, permission)};
    }

    private String api(String rest) {
        return ReadXero.server().get(path(rest), bearer("finance:read")).body();
    }

    private String typed() {
        return new Typed(ReadXero.server())
                .out(
                        "finance",
                        "entries",
                        "invoices",
                        "--workspace",
                        link.workspace.slug().value());
    }

    private String text(String rest) {
        return Jsoup.parse(ReadXero.server()
                        .get("/w/" + link.workspace.slug() + "/finance" + rest, manager.header())
                        .body())
                .text();
    }

    private HttpResponse<String> post(TestServer.Member member, String rest, String form) {
        String at = "/w/" + link.workspace.slug();
        return ReadXero.server().post(at + "/finance" + rest, form + "&_csrf=" + csrf(member, at), member.header());
    }

    private static String csrf(TestServer.Member member, String at) {
        return Jsoup.parse(ReadXero.server().get(at, member.header()).body())
                .select("meta[name=csrf]")
                .attr("content");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> aliases() {
        return link.inside(() -> ReadXero.bean(TenantSql.class)
                .sql("select text from alias where workspace_id = :workspace")
                .query(String.class)
                .list());
    }

    private List<String> verbs() {
        return link.inside(() ->
                ReadXero.bean(TenantSql.class).sql("""
                select verb
                  from audit_entry
                 where workspace_id = :workspace
                   and verb like 'customer.%'
                 order by index
                """).query(String.class).list());
    }
}
