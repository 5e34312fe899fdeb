package dev.mullion.connectors.xero;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifest.Consent;
import dev.mullion.connectors.Manifest.Domain;
import dev.mullion.connectors.Manifest.Freshness;
import dev.mullion.connectors.Manifest.Need;
import dev.mullion.connectors.Manifest.Reach;
import dev.mullion.connectors.Manifest.Scope;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.egress.Budget;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.Endpoint.Query;
import dev.mullion.egress.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a consent at Xero gives Mullion, and what is done with it. */
public final class XeroManifest {

    /** Where persons consent; only their browsers go there. */
    static final Origin LOGIN = Origin.https("login.xero.com");

    /** Where codes and tokens are exchanged and ended. */
    static final Origin IDENTITY = Origin.https("identity.xero.com");

    static final Origin API = Origin.https("api.xero.com");

    static final Endpoint TOKEN = Endpoint.post(IDENTITY, "/connect/token");
    static final Endpoint REVOKE = Endpoint.post(IDENTITY, "/connect/revocation");
    static final Endpoint CONNECTIONS = Endpoint.get(API, "/connections", Query.any("authEventId"));
    static final Endpoint UNLINK = Endpoint.delete(API, "/connections/{connection}");
    static final Endpoint ORGANISATION = Endpoint.get(API, "/api.xro/2.0/Organisation");
    static final Endpoint INVOICES = list("Invoices", Query.always("summaryOnly", "true"));
    static final Endpoint CREDIT_NOTES = list("CreditNotes");
    static final Endpoint PAYMENTS = list("Payments");
    static final Endpoint OVERPAYMENTS = list("Overpayments");
    static final Endpoint PREPAYMENTS = list("Prepayments");

    /** Which organisation is asked. */
    static final String TENANT_HEADER = "xero-tenant-id";

    static final String ORDER = "UpdatedDateUTC DESC";
    static final int PAGE_SIZE = 500;

    private static final String READ = ".read";

    private static final Manifest MANIFEST = new Manifest(
            "Xero",
            Domain.FINANCE,
            consent(),
            reach(),
            List.of("INVOICE", "CREDITNOTE"),
            projections(),
            new Freshness(Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofMinutes(5)));

    private XeroManifest() {}

    public static Manifest manifest() {
        return MANIFEST;
    }

    /** The names of the scopes as Xero writes them. */
    static List<String> scopes() {
        return MANIFEST.asks().stream().map(XeroManifest::written).toList();
    }

    private static String written(Scope scope) {
        return scope.level().equals("read") ? scope.key() + READ : scope.key();
    }

    /** A list of scopes as Xero gives it back, in the manifest's form: what does not end in read may write. */
    static Map<String, String> granted(String scopes) {
        return Stream.of(scopes.strip().split("\\s+"))
                .filter(scope -> !scope.isEmpty())
                .map(scope -> scope.matches("[a-z0-9._]{1,60}") ? scope : "unnamed")
                .collect(Collectors.toMap(
                        scope -> scope.endsWith(READ) ? scope.substring(0, scope.length() - READ.length()) : scope,
                        XeroManifest::level,
                        (one, other) -> one.equals("read") ? other : one));
    }

    private static String level(String scope) {
        if (scope.equals("offline_access")) {
            return "renew";
        }
        return scope.endsWith(READ) ? "read" : "write";
    }

    private static Endpoint list(String name, Query... more) {
        Query[] query = Stream.concat(
                        Stream.of(more),
                        Stream.of(
                                Query.always("order", ORDER),
                                Query.always("pageSize", Integer.toString(PAGE_SIZE)),
                                Query.any("page")))
                .toArray(Query[]::new);
        return Endpoint.get(API, "/api.xro/2.0/" + name, query);
    }

    private static Consent consent() {
        return new Consent(
                List.of(
                        new Scope(
                                "offline_access:renew",
                                "to read again later without asking you each time",
                                Need.NEEDED),
                        new Scope(
                                "accounting.settings:read",
                                "the base currency and the time zone of the organisation, and nothing else of it",
                                Need.NEEDED),
                        new Scope(
                                "accounting.invoices:read",
                                "what invoices, bills and credit notes amount to and when they are due",
                                Need.NEEDED),
                        new Scope(
                                "accounting.payments:read",
                                "when and how much was paid, overpaid or paid ahead",
                                Need.NEEDED)),
                List.of(
                        "Any permission to write",
                        "Contacts, attachments, journals, bank transactions, payroll, files, reports",
                        "Who you are: openid, profile, e-mail"),
                List.of(
                        "Invoices, bills, credit notes, payments, overpayments and prepayments that changed, every 30 minutes",
                        "Webhooks say only that something changed; they hold no amounts, and nothing of them is kept",
                        "Of each body only the paths in the table below; the rest is skipped unread"),
                List.of(
                        "Xero's ids of invoices, bills, credits and payments; states, days and amounts with their currency",
                        "Customers and suppliers as keyed hashes",
                        "Of a bill, which business of Mullion's own catalogue its supplier is, where it is one"),
                List.of(
                        "Names, addresses, e-mail, telephone, bank and tax numbers of anybody",
                        "Invoice numbers, references, descriptions, items, tracking, attachments, history",
                        "The organisation's name and numbers",
                        "Raw bodies"));
    }

    /**
     * Xero gives an organisation 60 calls a minute, 5 at once and 5,000 a day (1,000 on its free tier, which it says in
     * headers), and an app 10,000 a minute.
     */
    private static Reach reach() {
        return new Reach(
                List.of(
                        TOKEN,
                        REVOKE,
                        CONNECTIONS,
                        UNLINK,
                        ORGANISATION,
                        INVOICES,
                        CREDIT_NOTES,
                        PAYMENTS,
                        OVERPAYMENTS,
                        PREPAYMENTS),
                List.of(TENANT_HEADER),
                List.of(
                        Budget.rate(Budget.Reach.ACCOUNT, 50, Duration.ofMinutes(1)),
                        Budget.inFlight(Budget.Reach.ACCOUNT, 2),
                        Budget.rate(Budget.Reach.VENDOR, 8_000, Duration.ofMinutes(1)),
                        Budget.inFlight(Budget.Reach.VENDOR, 60)));
    }

    private static SortedMap<String, List<KeptPath>> projections() {
        Parsers parsers = new Parsers(List.of());
        SortedMap<String, List<KeptPath>> all = new TreeMap<>();
        all.put(TOKEN.toString(), new TokenReading(parsers).list().paths());
        all.put(CONNECTIONS.toString(), new TenantListing(parsers).list().paths());
        all.put(ORGANISATION.toString(), new OrganisationReading(parsers).list().paths());
        all.put("webhook", new XeroEvents(parsers).list().paths());
        BookPages.all(parsers)
                .forEach(page -> all.put(page.endpoint().toString(), page.list().paths()));
        return all;
    }
}
