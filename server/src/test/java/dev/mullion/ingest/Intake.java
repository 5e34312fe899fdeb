package dev.mullion.ingest;

import dev.mullion.TestServer;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace with an endpoint on the whole server, and what is stored in it. */
final class Intake {

    static final byte[] OPENED = GitHubBodies.bytes(GitHubBodies.pullRequest("opened"));

    final TestServer server;
    final Workspace workspace;
    final TestServer.Hook hook;

    private Intake(TestServer server, Workspace workspace) {
        this.server = server;
        this.workspace = workspace;
        this.hook = server.endpoint(workspace);
    }

    static Intake on(TestServer server) {
        return new Intake(server, server.newWorkspace());
    }

    /** How many rows there are of each kind. */
    record Rows(long deliveries, long pullRequests, long reviews, long pushes, long repositories, long labels) {

        static final Rows NONE = new Rows(0, 0, 0, 0, 0, 0);
    }

    Rows rows() {
        return server.bean(Workspaces.class)
                .within(
                        workspace.id(),
                        () -> new Rows(
                                count("delivery"),
                                count("pull_request"),
                                count("review"),
                                count("push"),
                                count("repository"),
                                count("label")));
    }

    private long count(String table) {
        return server.bean(TenantSql.class)
                .sql("select count(*) from " + table + " where workspace_id = :workspace")
                .query(Long.class)
                .single();
    }

    /** The hourly count of one outcome. */
    long counted(Outcome outcome) {
        server.bean(Strays.class).flush();
        return server.bean(Workspaces.class)
                .within(
                        workspace.id(),
                        () -> server.bean(TenantSql.class)
                                .sql("""
                                        select coalesce(sum(deliveries), 0) from delivery_hour
                                         where workspace_id = :workspace and outcome = :outcome
                                        """)
                                .param("outcome", outcome.word())
                                .query(Long.class)
                                .single());
    }

    /** Everything that is stored of the pull request, as one text. */
    String pullRequest() {
        return server.bean(Workspaces.class)
                .within(
                        workspace.id(),
                        () -> server.bean(TenantSql.class)
                                .sql("select p::text from pull_request p where p.workspace_id = :workspace")
                                .query(String.class)
                                .single());
    }

    HttpResponse<String> deliver(String event, Map<String, Object> body) {
        return server.deliver(hook, event, GitHubBodies.bytes(body));
    }

    /** A delivery of the usual body with a signature of the test's making; null sends none. */
    HttpRequest.Builder claim(@Nullable String signature, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hook.url())
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "pull_request")
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return signature == null ? request : request.header("X-Hub-Signature-256", signature);
    }
}
