package dev.mullion.api;

import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.api.Tenants.Tenant;
import dev.mullion.cli.Said;
import dev.mullion.cli.Typed;
import dev.mullion.tenancy.Workspace;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What engineering and risk amount to, from the command line: what the API says, and the same for people. */
class NounCommandsTest {

    private static final Typed TYPED = new Typed(SERVER);

    private static Tenant tenant;

    @BeforeAll
    static void oneWorkspace() {
        tenant = Tenants.with(7, 71_000);
        String tasks = "{\"rows\":[{\"id\":\"t-2\",\"severity\":\"low\",\"state\":\"done\"},"
                + "{\"id\":\"t-1\",\"severity\":\"critical\",\"state\":\"in_progress\",\"due\":\"2026-02-01\"}]}";
        String at = tenant.path("/imports/compliance?source=audit&asOf=2026-01-01T00:00:00Z");
        assertThat(tenant.send("POST", at, tasks).statusCode()).isLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({
        "engineering pull-requests, /engineering/pull-requests",
        "engineering pull-requests --state open, /engineering/pull-requests?state=open",
        "'engineering pull-requests --state merged,closed --limit 3', '/engineering/pull-requests?state=merged,closed&limit=3'",
        "engineering pull-requests --repository rep_71000, /engineering/pull-requests?repository=rep_71000",
        "engineering pull-requests --repository rep_1, /engineering/pull-requests?repository=rep_1",
        "risk tasks, /risk/tasks",
        "'risk tasks --state open,in_progress --severity critical', '/risk/tasks?state=open,in_progress&severity=critical'",
        "risk tasks --severity high, /risk/tasks?severity=high"
    })
    void printsForProgramsWhatTheApiLists(String command, String path) {
        assertThat(read(said(command + " --json").out()))
                .isEqualTo(read(tenant.get(path).body()).path("items"));
    }

    @ParameterizedTest
    @CsvSource({
        "engineering metrics, /engineering/metrics",
        "engineering metrics --days 800 --repository rep_71000, /engineering/metrics?days=800&repository=rep_71000"
    })
    void printsForProgramsTheMetricsOfTheApi(String command, String path) {
        assertThat(read(said(command + " --json").out()))
                .isEqualTo(read(tenant.get(path).body()));
    }

    @Test
    void saysTheMetricsInTheWordsOfTheirDefinitions() {
        Said said = said("engineering metrics --days 800");

        assertThat(said.out())
                .contains("Cycle time of 800 days: 7 merged by people, 0 by bots left out")
                .containsPattern("Pickup +median")
                .containsPattern("Cycle time +median +18h 0m +nine of ten within +18h 0m +of 7")
                .contains("Work in progress: 0, of which 0 wait for a review", "Review load of 30 days: ")
                .containsPattern("1 to 3 days +0 open +0 draft");
    }

    @Test
    void listsPullRequestsAndTasksForPeople() {
        assertThat(said("engineering pull-requests --limit 2").out().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("pul_71")
                .contains("merged", "pane-71000 #", "cycle time 18h 0m");
        assertThat(said("engineering pull-requests --limit 2").err()).contains("the first 2");
        assertThat(said("risk tasks").out().lines())
                .containsExactly(
                        "t-1  critical  in_progress  due 2026-02-01  of audit",
                        "t-2  low       done         due -           of audit");
    }

    @Test
    void saysWhereThereIsNothing() {
        Workspace empty = SERVER.newWorkspace();

        assertThat(in(empty, "engineering metrics").out()).startsWith("Nothing has been read yet.");
        assertThat(in(empty, "engineering pull-requests").err()).contains("There is no such pull request.");
        assertThat(in(empty, "risk tasks").err()).contains("There is no such task.");
        assertThat(in(empty, "risk tasks --json").out().strip()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "engineering metrics --days 0",
                "engineering metrics --days 801",
                "engineering metrics --repository 71000",
                "engineering pull-requests --state opened",
                "engineering pull-requests --limit 201",
                "risk tasks --limit 0",
                "risk tasks --severity worst"
            })
    void saysWhatItTakes(String command) {
        Said said = said(command);

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).isNotEmpty();
    }

    private static Said said(String command) {
        return in(tenant.workspace(), command);
    }

    private static Said in(Workspace workspace, String command) {
        return TYPED.run(Stream.concat(
                        Stream.of(command.split(" ", -1)),
                        Stream.of("--workspace", workspace.slug().value()))
                .toArray(String[]::new));
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
