package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.PermissionTrials;
import dev.mullion.connectors.Tried;
import dev.mullion.connectors.Tried.Outcome;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Hurry;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Each permission of a connection is tried at its vendor, and the one that is missing is named. */
class TrialsTest {

    private final TestServer server = ReadGitHub.server();

    @Test
    @Attack({"secrets-16", "reliability-33"})
    void namesTheOnePermissionThatAKeyOfStripesLacksAndShowsNothingElse() {
        ReadStripe link = ReadStripe.connected();
        link.account.permit(Set.of("rak_subscription_read", "rak_plan_read", "rak_event_read"));
        TestServer.Member manager = server.manager(link.workspace);
        String at = "/w/" + link.workspace.slug() + "/integrations/" + link.id;
        String before = server.get(at, manager.header()).body();
        String csrf = Jsoup.parse(before).select("meta[name=csrf]").attr("content");

        HttpResponse<String> answer = server.post(at + "/test", "_csrf=" + csrf, manager.header());

        assertThat(before).contains("Try each permission now").doesNotContain("Permissions as they were tried");
        assertThat(answer.headers().firstValue("Location")).hasValue(at + "?done=tested");
        String page = server.get(at, manager.header()).body();
        assertThat(page)
                .contains(
                        "it lacks rak_coupon_read",
                        "Not granted. No run can be done without it: discounts",
                        "Runs go on without it: which")
                .doesNotContain(ReadStripe.KEY, NeverKept.CANARY);
        String token = "Bearer " + server.token(link.workspace, "settings:read");
        String api = "/api/v1/workspaces/" + link.workspace.slug() + "/connections/" + link.id + "/permissions";
        assertThat(server.get(api, "Authorization", token).body())
                .contains("\"outcome\":\"missing\"")
                .doesNotContain(ReadStripe.KEY, NeverKept.CANARY);
        assertThat(table(link.workspace, link.id))
                .extracting(tried -> tried.permission() + " " + tried.outcome().word())
                .containsExactly(
                        "coupon:read missing", "event:read granted", "plan:read granted", "subscription:read granted");
        link.account.permitAll();
    }

    @Test
    void comparesWhatAnInstallationGrantsByPermissionAndLevel() {
        ReadGitHub link = ReadGitHub.connected();
        ReadGitHub.vendor().feel(Mood.BROAD);

        assertThat(tried(link.workspace, link.id)).isEmpty();

        assertThat(table(link.workspace, link.id))
                .filteredOn(tried -> tried.outcome() == Outcome.BROADER)
                .extracting(Tried::permission)
                .containsExactly("contents:write", "secrets:read");
        assertThat(table(link.workspace, link.id))
                .filteredOn(tried -> tried.outcome() == Outcome.GRANTED)
                .extracting(Tried::permission)
                .contains("metadata:read", "pull_requests:read");
        ReadGitHub.vendor().feel(Mood.KIND);
    }

    @Test
    void triesEveryScopeOfAConsentAtXero() {
        ReadXero link = ReadXero.connected();
        ReadXero.vendor().feel(dev.mullion.sandbox.xero.Mood.LACKS_PAYMENTS);
        Hurry.forgetBudgets(ReadXero.bean(Egress.class));
        long facts = link.count("select count(*) from invoice where workspace_id = :workspace");

        assertThat(tried(link.workspace, link.id())).isEmpty();

        assertThat(table(link.workspace, link.id()))
                .extracting(tried -> tried.permission() + " " + tried.outcome().word())
                .containsExactly(
                        "accounting.invoices:read granted",
                        "accounting.payments:read missing",
                        "accounting.settings:read granted",
                        "offline_access:renew granted");
        assertThat(link.count("select count(*) from invoice where workspace_id = :workspace"))
                .isEqualTo(facts);
        ReadXero.vendor().feel(dev.mullion.sandbox.xero.Mood.KIND);
    }

    @Test
    void isAskedForAndReadByPrograms() {
        ReadStripe link = ReadStripe.connected();
        String token = "Bearer " + server.token(link.workspace, "settings:manage,settings:read");
        String at = "/api/v1/workspaces/" + link.workspace.slug() + "/connections/" + link.id;
        assertThat(server.get(at + "/permissions", "Authorization", token).body())
                .isEqualTo("{\"triedAt\":null,\"items\":[]}");

        HttpResponse<String> begun = server.post(at + "/test", "", "Authorization", token);

        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(begun.headers().firstValue("Location")).hasValue(at + "/permissions");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String table = "";
        while (!table.contains("\"outcome\":\"granted\"") && System.nanoTime() < deadline) {
            table = server.get(at + "/permissions", "Authorization", token).body();
        }
        assertThat(table).contains("\"permission\":\"subscription:read\"", "\"needed\":true");
    }

    /** What was known is not thrown away where nothing can be tried any more. */
    @Test
    void saysWhyNothingCanBeTried() {
        ReadStripe link = ReadStripe.connected();
        assertThat(tried(link.workspace, link.id)).isEmpty();

        server.asAdministrator("update mullion.connection set ended_here = true where id = '" + link.id.value() + "'");

        assertThat(ReadGitHub.bean(Trials.class).ask(link.workspace.id(), link.id, Actor.OPERATOR))
                .isEqualTo(new Trials.Asked.Impossible("this connection was disconnected"));
        assertThat(table(link.workspace, link.id)).isNotEmpty();
    }

    private Optional<String> tried(Workspace workspace, ConnectionId id) {
        var asked = (Trials.Asked.Begun) ReadGitHub.bean(Trials.class).ask(workspace.id(), id, Actor.OPERATOR);
        return asked.done().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private List<Tried> table(Workspace workspace, ConnectionId id) {
        return server.bean(Workspaces.class)
                .within(
                        workspace.id(),
                        () -> server.bean(PermissionTrials.class).of(id))
                .map(PermissionTrials.Table::tried)
                .orElse(List.of());
    }
}
