package dev.mullion.api;

import dev.mullion.TestServer;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.identity.Access;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Credential;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.SessionCookie;
import dev.mullion.identity.Sessions;
import dev.mullion.identity.TokenId;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Alias;
import dev.mullion.telemetry.Aliases;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.Facts;
import dev.mullion.telemetry.Invoice;
import dev.mullion.telemetry.Payment;
import dev.mullion.telemetry.Review;
import dev.mullion.telemetry.Said;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Workspaces with something of everything in them, and calls as strangers, members and programs make them. */
final class Tenants {

    static final TestServer SERVER = TestServer.shared();

    private Tenants() {}

    /**
     * One workspace, who is in it, and the ids of what is in it.
     *
     * @param bearer a token that may do everything there
     * @param connection which also brought one invoice
     * @param run of the connection, which is over
     */
    record Tenant(
            Workspace workspace,
            TestServer.Member member,
            String bearer,
            String connection,
            String token,
            String revoked,
            String link,
            String run,
            long first) {

        /**
         * The address of an operation, with the id that it takes, a run and an invoice of the connection's, a
         * connector.
         */
        String filled(String rest, String id) {
            return rest.replace("{id}", id)
                    .replace("{run}", run)
                    .replace("{invoice}", "invoice-" + first)
                    .replace("{connector}", "xero");
        }

        /** A customer of this workspace, whom its members named. */
        String customer() {
            return customerOf(first).value().toString();
        }

        String path(String rest) {
            return "/api/v1/workspaces/" + workspace.slug() + rest;
        }

        HttpResponse<String> get(String rest, String... headers) {
            return SERVER.get(path(rest), with(headers, "Authorization", bearer));
        }

        HttpResponse<String> send(String method, String path, String body, String... headers) {
            return Tenants.send(method, path, body, with(headers, "Authorization", bearer));
        }

        /** As the member's browser sends it, with the form token that a page gave it. */
        HttpResponse<String> asMember(String method, String rest, String body) {
            String[] headers = {"Cookie", member.cookie(), "X-CSRF-TOKEN", formToken(member)};
            return Tenants.send(method, path(rest), body, headers);
        }
    }

    /** @param pullRequests with vendor ids from {@code first} on, all of one repository */
    static Tenant with(int pullRequests, long first) {
        Workspace workspace = SERVER.newWorkspace();
        TestServer.Member member = SERVER.manager(workspace);
        TestServer.Hook hook = SERVER.endpoint(workspace);
        SERVER.deliver(hook, "ping", GitHubBodies.bytes(Map.of("zen", "synthetic")));
        SERVER.bean(Workspaces.class).within(workspace.id(), () -> facts(pullRequests, first, hook.id()));
        TokenId revoked = token(workspace);
        SERVER.bean(Workspaces.class).within(workspace.id(), () -> {
            SERVER.bean(ApiTokens.class).revoke(revoked, Actor.OPERATOR);
            return true;
        });
        return new Tenant(
                workspace,
                member,
                "Bearer " + SERVER.token(workspace, Permissions.all().toString()),
                hook.id().toString(),
                token(workspace).toString(),
                revoked.toString(),
                link(workspace),
                run(workspace, hook.id()),
                first);
    }

    private static Facts.Saved facts(int pullRequests, long first, ConnectionId connection) {
        Facts facts = SERVER.bean(Facts.class);
        facts.save(List.of(
                Said.repository(first, 1),
                Said.label(first, "pane-" + first, 1),
                Said.review(first, first, Said.REVIEWER, Review.State.APPROVED, 5),
                invoice(first, connection),
                payment(first, connection)));
        SERVER.bean(Aliases.class).set(new Alias(customerOf(first), "Customer of " + first));
        Facts.Saved saved = facts.save(List.of());
        for (int number = 0; number < pullRequests; number++) {
            saved = facts.save(List.of(
                    Said.opened(first + number, 2 + number).in(first).fact(),
                    Said.opened(first + number, 2 + number)
                            .in(first)
                            .merged(20 + number)
                            .fact()));
        }
        return saved;
    }

    private static IdHash customerOf(long first) {
        return new IdHash(new UUID(first, first));
    }

    private static Payment payment(long first, ConnectionId connection) {
        return new Payment(
                new BookId(connection.value(), "payment-" + first),
                Payment.Direction.RECEIVED,
                Payment.State.MADE,
                Payment.PaidFor.INVOICE,
                "invoice-" + first,
                LocalDate.parse("2026-01-20"),
                new Money(1, CurrencyCode.of("EUR")),
                Said.MONDAY);
    }

    private static Invoice invoice(long first, ConnectionId connection) {
        Money due = new Money(first, CurrencyCode.of("EUR"));
        Money none = Money.zero(due.currency());
        return new Invoice(
                new BookId(connection.value(), "invoice-" + first),
                Invoice.Direction.RECEIVABLE,
                Invoice.State.OPEN,
                customerOf(first),
                null,
                LocalDate.parse("2026-01-05"),
                LocalDate.parse("2026-02-05"),
                null,
                new Invoice.Amounts(due, none, due, none, none),
                Said.MONDAY);
    }

    private static String run(Workspace workspace, ConnectionId connection) {
        UUID run = UUID.randomUUID();
        SERVER.bean(Workspaces.class)
                .within(
                        workspace.id(),
                        () -> SERVER.bean(TenantSql.class)
                                .sql("""
                        insert into sync_run (workspace_id, connection_id, id, cause, state, started_at, ended_at, parts,
                                              parts_read, pages, objects, written, unchanged, bytes_read, bytes_kept, coverage)
                        values (:workspace, :connection, :id, 'asked', 'complete', now(), now(), 0, 0, 0, 0, 0, 0, 0, 0, '')
                        """)
                                .param("connection", connection.value())
                                .param("id", run)
                                .update());
        return "run_" + run;
    }

    private static String link(Workspace workspace) {
        return SERVER.bean(Workspaces.class)
                .within(workspace.id(), () -> SERVER.bean(ConnectLinks.class).make("stripe", Actor.OPERATOR))
                .id()
                .toString();
    }

    static TokenId token(Workspace workspace) {
        var request = new ApiTokens.Request("spare", Permissions.parse("engineering:read"), Duration.ofHours(1));
        return SERVER.bean(Workspaces.class)
                .within(
                        workspace.id(),
                        () -> SERVER.bean(ApiTokens.class).create(Access.ofOperator(workspace), request))
                .id();
    }

    static HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = SERVER.request(path, headers);
        return SERVER.send(
                body.isEmpty()
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                        : request.header("Content-Type", body.startsWith("sk_") ? "text/plain" : "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    static String[] with(String[] headers, String... more) {
        String[] all = Arrays.copyOf(headers, headers.length + more.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return all;
    }

    /** Everything that a caller can tell answers apart by, but the time and what is left of their own rate. */
    static String seen(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        headers.remove("ratelimit");
        return answer.statusCode() + "\n" + headers + "\n" + answer.body();
    }

    /** A page masks the token with random bytes; zeros do as well. */
    private static String formToken(TestServer.Member member) {
        Sessions sessions = SERVER.bean(Sessions.class);
        Credential session = Credential.of(member.cookie().substring(SessionCookie.NAME.length() + 1));
        byte[] token = sessions.formToken(sessions.verify(session).orElseThrow().session())
                .getBytes(StandardCharsets.UTF_8);
        byte[] masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }

    static String random(String prefix) {
        return prefix + UUID.randomUUID();
    }
}
