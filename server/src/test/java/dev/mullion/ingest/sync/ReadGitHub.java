package dev.mullion.ingest.sync;

import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.body.Bodies;
import dev.mullion.sandbox.github.GitHubVendor;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.github.Registration;
import dev.mullion.sandbox.stripe.StripeVendor;
import dev.mullion.sandbox.world.Event;
import dev.mullion.sandbox.world.World;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.OwnSecret;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A claimed installation in a workspace of its own, on one server whose GitHub is a sandbox. */
final class ReadGitHub {

    static final Instant ANCHOR = Instant.parse("2026-06-10T18:00:00Z");
    static final World WORLD = World.of(42, "neighbour", ANCHOR, 12);

    private static final long APP = 4_711;
    static final String CLIENT_SECRET = "made-up-client-secret-of-the-app-at-github";
    private static final AtomicLong INSTALLATIONS = new AtomicLong(6_000_000_000L);

    final Workspace workspace;
    final long installation = INSTALLATIONS.incrementAndGet();
    final ConnectionId id;

    private ReadGitHub() {
        workspace = server().newWorkspace();
        id = inside(() -> bean(Connections.class).claim(installation, Actor.OPERATOR));
        inside(() -> isNotDue(id));
    }

    /** Else the clock begins a run sooner or later, in the middle of what a test counts. */
    static boolean isNotDue(ConnectionId id) {
        Leases leases = bean(Leases.class);
        leases.take(id).ifPresent(lease -> leases.release(lease, Instant.now().plus(Duration.ofDays(1))));
        return true;
    }

    /** A new one, at a vendor that behaves and shows everything. */
    static ReadGitHub connected() {
        vendor().feel(Mood.KIND);
        vendor().show(ANCHOR);
        vendor().take(Set.of());
        vendor().pageSize(50);
        vendor().haltAfter(Integer.MAX_VALUE);
        return new ReadGitHub();
    }

    /** Another one, at a vendor that goes on as it does. */
    static ReadGitHub beside() {
        return new ReadGitHub();
    }

    static GitHubVendor vendor() {
        return Running.VENDOR;
    }

    static StripeVendor stripe() {
        return Running.STRIPE;
    }

    static TestServer server() {
        return Running.SERVER;
    }

    static <T> T bean(Class<T> type) {
        return server().bean(type);
    }

    <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return bean(Workspaces.class).within(workspace.id(), work);
    }

    Asked.Begun begun() {
        return (Asked.Begun) bean(Syncs.class).ask(workspace.id(), id, Actor.OPERATOR);
    }

    /** Reads to the end of one run. */
    SyncRun read() {
        return ended(begun());
    }

    static SyncRun ended(Asked.Begun begun) {
        try {
            return begun.done().get(60, TimeUnit.SECONDS).orElseThrow();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the run did not end", e);
        }
    }

    Connection connection() {
        return inside(() -> bean(Connections.class).find(id).orElseThrow());
    }

    List<SyncRun> runs() {
        return inside(() -> bean(SyncRuns.class).newest(id, SyncRuns.MOST));
    }

    List<String> trail(String verb) {
        return inside(() -> bean(AuditTrail.class).newest(AuditFilter.ALL, 200).stream()
                .filter(entry -> entry.verb().equals(verb))
                .map(AuditEntry::detail)
                .toList());
    }

    /** Sends what GitHub would have sent of this. */
    void deliver(Event event) {
        deliver(event.name(), UUID.randomUUID(), body(event));
    }

    byte[] body(Event event) {
        var body = new ByteArrayOutputStream();
        new Bodies(WORLD.company(), OptionalLong.of(installation)).write(event, body);
        return body.toByteArray();
    }

    void deliver(String event, UUID delivery, byte[] body) {
        var answer = server().send(HttpRequest.newBuilder(server().address().resolve("/hooks/github"))
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", delivery.toString())
                .header("X-Hub-Signature-256", TestServer.signature(TestServer.APP_SECRET, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("a delivery was answered " + answer.statusCode());
        }
    }

    /** The events of the quietest repository that has some. */
    static List<Event> quietEvents() {
        return WORLD.since(WORLD.start()).stream().collect(Collectors.groupingBy(Event::repository)).values().stream()
                .filter(events -> events.size() > 20)
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    long count(String table) {
        return inside(() -> bean(TenantSql.class)
                .sql(
                        switch (table) {
                            case "pull_request" -> "select count(*) from pull_request where workspace_id = :workspace";
                            case "review" -> "select count(*) from review where workspace_id = :workspace";
                            case "repository" -> "select count(*) from repository where workspace_id = :workspace";
                            default -> throw new IllegalArgumentException(table);
                        })
                .query(Long.class)
                .single());
    }

    /** All that is known, without what differs from workspace to workspace: hashes are keyed. */
    List<String> state() {
        return stateOf(workspace.id());
    }

    static List<String> stateOf(WorkspaceId workspace) {
        return bean(Workspaces.class)
                .within(
                        workspace,
                        () -> bean(TenantSql.class).sql("""
                select 'pull request ' || row(p.id, p.repository_id, p.number, p.state, p.author is null, p.author_is_bot,
                           p.association, p.opened_at, p.first_ready_at, p.first_review_at, p.last_review_at, p.merged_at,
                           p.closed_at, p.first_commit_at, p.branch is null, p.into_default, p.reviewers_asked, p.additions,
                           p.deletions, p.changed_files, p.commits, p.comments, p.review_comments, p.updated_at)::text
                  from pull_request p
                 where p.workspace_id = :workspace
                 union all
                select 'review ' || row(r.id, r.pull_request_id, r.repository_id, r.reviewer is null, r.reviewer_is_bot,
                           r.state, r.submitted_at)::text
                  from review r
                 where r.workspace_id = :workspace
                 union all
                select 'repository ' || row(s.id, s.private, s.archived, s.fork, s.language, s.size_kilobytes, s.open_issues,
                           s.created_at, s.pushed_at, s.removed_at)::text
                  from repository s
                 where s.workspace_id = :workspace
                 union all
                select 'label ' || row(l.external_id, l.text)::text
                  from label l
                 where l.workspace_id = :workspace
                 order by 1
                """).query(String.class).list());
    }

    private static final class Running {

        private static final KeyPair PAIR = pair();
        private static final GitHubVendor VENDOR =
                GitHubVendor.start(new GitHubVendor.Account(WORLD, APP, PAIR.getPublic()), Clock.systemUTC());
        private static final StripeVendor STRIPE = StripeVendor.start(ReadStripe.account());
        private static final TestServer SERVER = started();

        private static KeyPair pair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2_048);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java runtime has RSA", e);
            }
        }

        private static Path secret(String name, String content) throws IOException {
            Path file = Files.createTempFile(
                    Path.of("target").toAbsolutePath(),
                    name,
                    ".secret",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, content);
        }

        private static TestServer started() {
            try {
                Path key = secret(
                        "app",
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(PAIR.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n");
                TestServer server = TestServer.startWithSandboxes(
                        Map.of(
                                "github", VENDOR.address(),
                                "stripe", STRIPE.address(),
                                "xero", ReadXero.vendor().address()),
                        new GithubApp(
                                TestServer.APP_WEBHOOKS,
                                Optional.of(new GithubApp.Identity(APP, new OwnSecret.InFile(key))),
                                Optional.of(new GithubApp.Client(
                                        "made-up-app",
                                        "Iv23limadeup",
                                        new OwnSecret.InFile(secret("client", CLIENT_SECRET + "\n"))))),
                        ReadXero.app());
                VENDOR.register(new Registration(
                        "made-up-app", "Iv23limadeup", CLIENT_SECRET, server.address() + "/connect/github"));
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(
                                () -> {
                                    server.close();
                                    VENDOR.close();
                                    STRIPE.close();
                                },
                                "end of the server that reads GitHub"));
                return server;
            } catch (IOException e) {
                throw new IllegalStateException("cannot write a key for a test", e);
            }
        }
    }
}
