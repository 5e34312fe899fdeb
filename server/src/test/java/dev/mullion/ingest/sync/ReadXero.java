package dev.mullion.ingest.sync;

import dev.mullion.TestServer;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Hurry;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.xero.Entries;
import dev.mullion.sandbox.xero.Mood;
import dev.mullion.sandbox.xero.Organisation;
import dev.mullion.sandbox.xero.XeroVendor;
import dev.mullion.settings.WebhookSecret;
import dev.mullion.settings.XeroApp;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Vault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jsoup.Jsoup;

/** A workspace that connects Xero as its people do, on the server whose vendors are sandboxes. */
final class ReadXero {

    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final String WEBHOOK_KEY = "xero-webhook-key-for-tests";

    static final String NEXT_WEBHOOK_KEY = "the-next-xero-webhook-key-for-tests";

    final Workspace workspace;
    final TestServer.Member manager;
    final Organisation organisation;

    /** Who is at Xero's page. */
    private UUID person = UUID.randomUUID();

    private int entries;

    private ReadXero(Organisation organisation) {
        this.workspace = server().newWorkspace();
        this.manager = server().manager(workspace);
        this.organisation = organisation;
    }

    /** Somebody who has not been to Xero yet, at a vendor that behaves. */
    static ReadXero atTheDoor() {
        vendor().feel(Mood.KIND);
        vendor().pageSize(1_000);
        server(); // knows by now where it sends people
        vendor().sendBackTo(server().address() + "/connect/xero");
        ReadXero link = new ReadXero(Organisation.of("Made-up Traders", "NZD", "NEWZEALANDSTANDARDTIME"));
        vendor().willSignIn(link.person);
        return link;
    }

    /** Another workspace, whose organisations are the same person's at Xero. */
    ReadXero elsewhere() {
        ReadXero other = atTheDoor();
        other.person = person;
        return other;
    }

    /** One organisation with some books, connected through the browser and Xero's page. */
    static ReadXero connected() {
        return atTheDoor().connect();
    }

    ReadXero connect() {
        fill();
        vendor().feel(Mood.REDIRECT); // nothing is read by the first run, which begins by itself
        consent(organisation);
        await(() -> connections().stream().anyMatch(each -> hasEnded(each.id())));
        vendor().feel(Mood.KIND);
        inside(() -> ReadGitHub.isNotDue(id()));
        return this;
    }

    static XeroVendor vendor() {
        return Running.VENDOR;
    }

    static XeroApp app() {
        return Running.APP;
    }

    static TestServer server() {
        return ReadGitHub.server();
    }

    static <T> T bean(Class<T> type) {
        return server().bean(type);
    }

    <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return bean(Workspaces.class).within(workspace.id(), work);
    }

    /** Invoices, bills, a payment and credits, each of which a test knows by its amount. */
    void fill() {
        invoice("ACCREC", "AUTHORISED", "A made-up customer", "115.00", "115.00", "2026-10-01", "2026-11-20");
        invoice("ACCREC", "AUTHORISED", "A made-up customer", "80.00", "30.00", "2026-08-01", "2026-09-21");
        invoice("ACCREC", "VOIDED", "A made-up customer", "40.00", "0.00", "2026-08-01", "2026-08-20");
        invoice("ACCPAY", "PAID", "Amazon Web Services EMEA SARL", "250.10", "0.00", "2026-10-03", "2026-10-30");
        invoice("ACCPAY", "AUTHORISED", "Somebody Madeup", "12.00", "12.00", "2026-10-04", "2026-11-30");
        organisation.put(Entries.credit(
                Organisation.Book.CREDIT_NOTES,
                UUID.randomUUID(),
                new Entries.Sum(
                        "ACCRECCREDIT",
                        "AUTHORISED",
                        "A made-up customer",
                        "NZD",
                        "34.50",
                        "32.50",
                        day("2026-10-05"),
                        null),
                NOW.minus(Duration.ofDays(3))));
        organisation.put(Entries.credit(
                Organisation.Book.OVERPAYMENTS,
                UUID.randomUUID(),
                new Entries.Sum(
                        "RECEIVE-OVERPAYMENT",
                        "AUTHORISED",
                        "A made-up customer",
                        "NZD",
                        "20.00",
                        "20.00",
                        day("2026-10-06"),
                        null),
                NOW.minus(Duration.ofDays(2))));
    }

    Organisation.Entry invoice(
            String type, String status, String who, String total, String left, String issued, String due) {
        Organisation.Entry entry = Entries.invoice(
                UUID.randomUUID(),
                new Entries.Sum(type, status, who, "NZD", total, left, day(issued), day(due)),
                NOW.minus(Duration.ofDays(9)).plus(Duration.ofHours(entries++)));
        organisation.put(entry);
        if (!total.equals(left) && status.equals("AUTHORISED")) {
            organisation.put(
                    Entries.payment(UUID.randomUUID(), entry, "50.00", "AUTHORISED", NOW.minus(Duration.ofDays(4))));
        }
        return entry;
    }

    static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    /** Goes to Xero and back as a browser does, and says where it ends. */
    URI consent(Organisation... organisations) {
        willChoose(organisations);
        return visit(leave());
    }

    /** The next one at Xero's page is this workspace's person. */
    void willChoose(Organisation... organisations) {
        vendor().willSignIn(person);
        vendor().willChoose(organisations);
    }

    /** The way to Xero that the page shows. */
    URI leave() {
        String path = "/w/" + workspace.slug() + "/integrations/connect/xero";
        String csrf = Jsoup.parse(server().get(path, manager.header()).body())
                .select("meta[name=csrf]")
                .attr("content");
        String page = server().post(path, "_csrf=" + csrf, manager.header()).body();
        return URI.create(
                Jsoup.parse(page).select("a[href*=/identity/connect/authorize]").attr("href"));
    }

    /** Xero's page, and back with what it says. */
    URI visit(URI xero) {
        URI back = URI.create(header(xero).replace(" ", "%20"));
        HttpResponse<String> answer = server().get(back.getRawPath() + "?" + back.getRawQuery(), manager.header());
        return URI.create(answer.headers().firstValue("Location").orElse("status:" + answer.statusCode()));
    }

    static String header(URI page) {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            return browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("the sandbox does not answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }

    List<Connection> connections() {
        return inside(() -> bean(Connections.class).list());
    }

    Connection connection() {
        return connections().getFirst();
    }

    ConnectionId id() {
        return connection().id();
    }

    Optional<Consent> consentOf() {
        return inside(() -> bean(Consents.class).of(id()));
    }

    /** Codes are exchanged by a worker's own thread. */
    void await(Supplier<Boolean> until) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!until.get()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("it did not happen within 20 seconds");
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Whether a run of it is over, and none is under way. */
    boolean hasEnded(ConnectionId connection) {
        List<SyncRun> runs = inside(() -> bean(SyncRuns.class).newest(connection, SyncRuns.MOST));
        return !runs.isEmpty() && runs.stream().noneMatch(run -> run.state() == SyncRun.State.RUNNING);
    }

    /**
     * A first run that is under way ends before. The pace of an organisation is ten calls at once and then one a
     * second, which no test waits for.
     */
    SyncRun read() {
        return read(id());
    }

    SyncRun read(ConnectionId connection) {
        Hurry.forgetBudgets(bean(Egress.class));
        AtomicReference<Asked> asked = new AtomicReference<>();
        await(() -> {
            asked.set(bean(Syncs.class).ask(workspace.id(), connection, Actor.OPERATOR));
            return !(asked.get() instanceof Asked.UnderWay);
        });
        return ReadGitHub.ended((Asked.Begun) asked.get());
    }

    /** Ends a connection as its page does. */
    void disconnect(ConnectionId connection) {
        inside(() -> {
            Connection found = bean(Connections.class).find(connection).orElseThrow();
            bean(Consents.class).disconnect(found, Actor.OPERATOR);
            return true;
        });
    }

    /** The consents of this workspace, in the order in which somebody was sent to Xero. */
    List<ConsentId> consents() {
        return rows("select 'csn_' || id from consent where workspace_id = :workspace order by asked_at").stream()
                .map(id -> ConsentId.parse(id).orElseThrow())
                .toList();
    }

    String state(ConsentId consent) {
        return inside(
                () -> bean(Consents.class).find(consent).orElseThrow().state().word());
    }

    String said(ConsentId consent) {
        return inside(() -> bean(TenantSql.class)
                .sql("select coalesce(said, '') from consent where workspace_id = :workspace and id = :id")
                .param("id", consent.value())
                .query(String.class)
                .single());
    }

    /** Of which fields the vault holds a secret of a consent. */
    List<String> secrets(ConsentId consent) {
        return inside(() -> bean(Vault.class).of(consent.value()).stream()
                .map(each -> each.ref().field())
                .toList());
    }

    List<String> rows(String sql) {
        return inside(() -> bean(TenantSql.class).sql(sql).query(String.class).list());
    }

    List<String> trail(String verb) {
        return inside(() -> bean(AuditTrail.class).newest(AuditFilter.ALL, 200).stream()
                .filter(entry -> entry.verb().equals(verb))
                .map(AuditEntry::detail)
                .toList());
    }

    long count(String sql) {
        return inside(() -> bean(TenantSql.class).sql(sql).query(Long.class).single());
    }

    /**
     * All that is known of the books, without what differs from workspace to workspace and from organisation to
     * another.
     */
    List<String> state() {
        return inside(() -> bean(TenantSql.class).sql("""
                select 'invoice ' || row(i.direction, i.state, i.counterparty is null, i.vendor, i.issued_on, i.due_on, i.paid_on,
                           i.currency, i.total, i.tax, i.due, i.paid, i.credited)::text
                  from invoice i
                 where i.workspace_id = :workspace
                 union all
                select 'payment ' || row(p.direction, p.state, p.paid_for, p.paid_on, p.currency, p.amount)::text
                  from payment p
                 where p.workspace_id = :workspace
                 union all
                select 'credit ' || row(c.direction, c.kind, c.state, c.currency, c.total, c.remaining)::text
                  from credit c
                 where c.workspace_id = :workspace
                 union all
                select 'books ' || row(b.base_currency, b.zone)::text
                  from books b
                 where b.workspace_id = :workspace
                 order by 1
                """).query(String.class).list());
    }

    private static final class Running {

        private static final String SECRET = "made-up-client-secret-of-the-app";
        private static final XeroApp APP = app();
        private static final XeroVendor VENDOR = XeroVendor.start(
                new XeroVendor.App(APP.clientId(), SECRET, "http://127.0.0.1:1/connect/xero"), Clock.systemUTC());

        private static XeroApp app() {
            try {
                Path file = Files.createTempFile(
                        Path.of("target").toAbsolutePath(),
                        "xero",
                        ".secret",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, SECRET + "\n");
                return new XeroApp(
                        "MADEUPCLIENT0123456789",
                        file,
                        new WebhookSecret(Optional.of(WEBHOOK_KEY), Optional.of(NEXT_WEBHOOK_KEY)));
            } catch (IOException e) {
                throw new IllegalStateException("cannot write a secret for a test", e);
            }
        }
    }
}
