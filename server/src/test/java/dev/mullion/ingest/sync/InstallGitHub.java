package dev.mullion.ingest.sync;

import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.sandbox.github.GitHubVendor;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.github.Visitor;
import dev.mullion.sandbox.github.Visitor.Standing;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jsoup.Jsoup;

/** A workspace whose people connect GitHub as they do: through a page, the App's page at GitHub, and back. */
final class InstallGitHub {

    private static final AtomicLong NUMBERS = new AtomicLong(8_000_000_000L);

    final Workspace workspace = ReadGitHub.server().newWorkspace();
    final TestServer.Member manager = ReadGitHub.server().manager(workspace);

    private InstallGitHub() {}

    /** Somebody who has not been to GitHub yet, which behaves and shows everything. */
    static InstallGitHub atTheDoor() {
        ReadGitHub.server();
        vendor().feel(Mood.KIND);
        vendor().show(ReadGitHub.ANCHOR);
        vendor().take(Set.of());
        vendor().pageSize(50);
        vendor().haltAfter(Integer.MAX_VALUE);
        return new InstallGitHub();
    }

    static GitHubVendor vendor() {
        return ReadGitHub.vendor();
    }

    static Visitor somebody(Standing standing) {
        return new Visitor(NUMBERS.incrementAndGet(), NUMBERS.incrementAndGet(), standing);
    }

    <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return ReadGitHub.bean(Workspaces.class).within(workspace.id(), work);
    }

    String path() {
        return "/w/" + workspace.slug() + "/integrations/connect/github";
    }

    /** The way to GitHub that the page shows. */
    URI leave(String way) {
        String csrf = Jsoup.parse(
                        ReadGitHub.server().get(path(), manager.header()).body())
                .select("meta[name=csrf]")
                .attr("content");
        String page = ReadGitHub.server()
                .post(path(), "_csrf=" + csrf + "&way=" + way, manager.header())
                .body();
        return URI.create(Jsoup.parse(page).select("a[rel=noreferrer]").attr("href"));
    }

    /** What GitHub's page sends this visitor back with. */
    URI atGitHub(Visitor visitor) {
        vendor().willCome(visitor);
        return URI.create(ReadXero.header(leave("install")));
    }

    /** Where the server sends somebody whom GitHub sent back so. */
    static String back(URI from, TestServer.Member member) {
        HttpResponse<String> answer =
                ReadGitHub.server().get(from.getRawPath() + "?" + from.getRawQuery(), member.header());
        return answer.headers().firstValue("Location").orElse("" + answer.statusCode());
    }

    /** Goes there and back as this visitor, and waits until it is judged. */
    void connect(Visitor visitor) {
        back(atGitHub(visitor), manager);
        awaitJudged();
    }

    void awaitJudged() {
        await(() -> List.of("live", "ended").contains(state()));
    }

    static void await(Supplier<Boolean> until) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!until.get()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("it did not happen within 20 seconds");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    String state() {
        return rows("select state from consent where workspace_id = :workspace order by asked_at desc limit 1")
                .getFirst();
    }

    String said() {
        return rows("select coalesce(said, '') from consent where workspace_id = :workspace order by asked_at desc limit 1")
                .getFirst();
    }

    String consent() {
        return rows("select 'csn_' || id from consent where workspace_id = :workspace order by asked_at desc limit 1")
                .getFirst();
    }

    List<Connection> connections() {
        return inside(() -> ReadGitHub.bean(Connections.class).list());
    }

    List<String> rows(String sql) {
        return inside(() ->
                ReadGitHub.bean(TenantSql.class).sql(sql).query(String.class).list());
    }

    /** What happened, as verb and detail. */
    List<String> trail() {
        return inside(() -> ReadGitHub.bean(AuditTrail.class).newest(AuditFilter.ALL, 200).stream()
                .map(entry -> entry.verb() + " " + entry.outcome() + ": " + entry.detail())
                .toList());
    }

    List<AuditEntry> entries() {
        return inside(() -> ReadGitHub.bean(AuditTrail.class).newest(AuditFilter.ALL, 200));
    }
}
