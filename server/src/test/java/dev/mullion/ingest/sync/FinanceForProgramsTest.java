package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.cli.Said;
import dev.mullion.cli.Typed;
import dev.mullion.tenancy.Workspace;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command line prints for programs is what the API answers, name by name. */
class FinanceForProgramsTest {

    private final TestServer server = ReadXero.server();

    @Test
    void theBooksReadTheSame() {
        ReadXero link = ReadXero.connected();
        link.read();

        assertThat(typed(link.workspace, "finance", "receivables").path("currencies"))
                .isEqualTo(api(link.workspace, "/finance/receivables").path("currencies"));
        assertThat(typed(link.workspace, "finance", "spend")).isEqualTo(api(link.workspace, "/finance/spend"));
        assertThat(typed(link.workspace, "finance", "duplicates"))
                .isEqualTo(api(link.workspace, "/finance/duplicates"));
        assertThat(typed(link.workspace, "finance", "rates")).isEqualTo(api(link.workspace, "/finance/rates"));
        assertThat(entries(link.workspace, "invoices"))
                .isNotEmpty()
                .isEqualTo(api(link.workspace, "/finance/receivables/invoices").path("items"));
        assertThat(entries(link.workspace, "credits"))
                .isNotEmpty()
                .isEqualTo(api(link.workspace, "/finance/receivables/credits").path("items"));
        assertThat(entries(link.workspace, "spend"))
                .isEqualTo(api(link.workspace, "/finance/spend/entries").path("items"));
    }

    @Test
    void recurringRevenueReadsTheSame() {
        ReadStripe link = ReadStripe.connected();
        link.read();

        JsonNode now = typed(link.workspace, "mrr");
        JsonNode months = typed(link.workspace, "mrr", "--months", "2");

        assertThat(now.path("mrr").path("sums"))
                .isNotEmpty()
                .isEqualTo(api(link.workspace, "/finance/mrr").path("sums"));
        assertThat(now.path("bridge").path("spans"))
                .isEqualTo(api(link.workspace, "/finance/mrr/bridge").path("spans"));
        assertThat(months.valueStream().map(month -> month.path("from").asString()))
                .hasSize(2)
                .isSorted();
        assertThat(entries(link.workspace, "subscriptions"))
                .isNotEmpty()
                .isEqualTo(api(link.workspace, "/finance/subscriptions").path("items"));
        assertThat(entries(link.workspace, "movements"))
                .isEqualTo(api(link.workspace, "/finance/mrr/movements").path("items"));
        assertThat(typed(link.workspace, "finance", "entries", "subscriptions", "--test"))
                .isEqualTo(
                        api(link.workspace, "/finance/subscriptions?mode=test").path("items"));
    }

    /** Nobody is left to believe that the list was narrowed. */
    @ParameterizedTest
    @CsvSource({
        "invoices, --vendor, aws",
        "credits, --age, late",
        "spend, --counted, trial",
        "infrastructure, --kind, bill",
        "movements, --month, 2026-01",
        "subscriptions, --since, 2026-01-31"
    })
    void anOptionThatNarrowsNothingIsRefused(String which, String option, String value) {
        Workspace workspace = server.newWorkspace();

        Said said = said(workspace, "finance", "entries", which, option, value);

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains(option + " is not of " + which);
    }

    private JsonNode entries(Workspace workspace, String which) {
        return typed(workspace, "finance", "entries", which);
    }

    private JsonNode typed(Workspace workspace, String... words) {
        Said said = said(
                workspace, Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new));
        assertThat(said.exit()).as(said.err()).isZero();
        return JsonMapper.shared().readTree(said.out());
    }

    private Said said(Workspace workspace, String... words) {
        return new Typed(server)
                .run(Stream.concat(
                                Stream.of(words),
                                Stream.of("--workspace", workspace.slug().value()))
                        .toArray(String[]::new));
    }

    private JsonNode api(Workspace workspace, String path) {
        String bearer = "Bearer " + server.token(workspace, "finance:read");
        return JsonMapper.shared()
                .readTree(server.get("/api/v1/workspaces/" + workspace.slug() + path, "Authorization", bearer)
                        .body());
    }
}
