package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;

/** A workspace whose manager makes links for one vendor, and the owner who uses them: nobody's member, no session. */
final class ConnectByLink {

    static final String TEXT = "text/plain; charset=UTF-8";

    final Workspace workspace;
    final TestServer.Member manager;
    private final TestServer server = ReadGitHub.server();
    private final String connector;

    private ConnectByLink(Workspace workspace, TestServer.Member manager, String connector) {
        this.workspace = workspace;
        this.manager = manager;
        this.connector = connector;
    }

    /** A new workspace, and a vendor that behaves and knows {@link ReadStripe#KEY}. */
    static ConnectByLink toStripe() {
        ReadStripe.vendor().show(ReadStripe.account());
        ReadStripe.vendor().feel(StripeMood.KIND);
        ReadStripe.vendor().pageSize(100);
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
        Workspace workspace = ReadGitHub.server().newWorkspace();
        return new ConnectByLink(workspace, ReadGitHub.server().manager(workspace), "stripe");
    }

    static ConnectByLink toXero(ReadXero xero) {
        return new ConnectByLink(xero.workspace, xero.manager, "xero");
    }

    /** Where the vendor is connected. */
    String path() {
        return "/w/" + workspace.slug() + "/integrations/connect/" + connector;
    }

    String make() {
        return make(manager);
    }

    /** As a member's browser does; the path of the address that the page shows. */
    String make(TestServer.Member who) {
        String page = server.post(path() + "/links", "_csrf=" + csrf(who), who.header())
                .body();
        return URI.create(Jsoup.parse(page).select("#owner-link").attr("value")).getPath();
    }

    String csrf() {
        return csrf(manager);
    }

    private String csrf(TestServer.Member who) {
        String page = server.get(path() + "/links", who.header()).body();
        return Jsoup.parse(page).select("meta[name=csrf]").attr("content");
    }

    /** This one, when it is the only one that is open. */
    void withdraw(String link) {
        String action = Jsoup.parse(server.get(path(), manager.header()).body())
                .select("form[action$=/withdraw]")
                .attr("action");
        assertThat(server.get(link).statusCode()).isEqualTo(200);
        assertThat(server.post(action, "_csrf=" + csrf(), manager.header()).statusCode())
                .isEqualTo(303);
    }

    /** As the owner's browser does. */
    HttpResponse<String> paste(String link, String key) {
        return send(link, "secret= " + key + " \r\n");
    }

    HttpResponse<String> send(String link, String body) {
        return server.send(
                server.request(link).header("Content-Type", TEXT).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What of a link's address only who was sent it knows. */
    static String secret(String link) {
        return link.substring(ConnectLinks.PATH.length());
    }

    List<Connection> connections() {
        return inside(() -> server.bean(Connections.class).list());
    }

    /** Who did what; a link is not told from another. */
    List<String> trail() {
        return rows("""
                select case when actor like 'link:%' then 'link' else actor end || ' ' || verb
                  from audit_entry
                 where workspace_id = :workspace
                """);
    }

    List<String> rows(String sql) {
        return inside(
                () -> server.bean(TenantSql.class).sql(sql).query(String.class).list());
    }

    <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return server.bean(Workspaces.class).within(workspace.id(), work);
    }
}
