package dev.mullion.connectors.xero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Books;
import dev.mullion.telemetry.Credit;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Invoice;
import dev.mullion.telemetry.Payment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads recorded bodies where they lie, outside the project; skipped where they are not. */
class BookSamplesTest {

    private static final Path FOLDER = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("samples/xero");
    private static final UUID SOURCE = new UUID(1, 2);
    private static final Parsers PARSERS = new Parsers(BookPages.names());
    private static final BookPage.Owner OWNER =
            new BookPage.Owner(SOURCE, (_, id) -> new IdHash(UUID.nameUUIDFromBytes(id)));

    /** Names of fields whose texts Mullion may keep: ids, days, words of Xero's own and currencies. */
    private static final Set<String> KEPT = Set.of(
            "InvoiceID",
            "CreditNoteID",
            "OverpaymentID",
            "PrepaymentID",
            "PaymentID",
            "ID",
            "BaseCurrency",
            "CurrencyCode");

    @BeforeEach
    void samplesAreThere() {
        assumeThat(FOLDER)
                .as("recorded samples; set MULLION_SHARED to the folder that holds samples/xero")
                .isDirectory();
    }

    @Test
    void everyListIsTakenAndNoTextOfOneIsKept() throws IOException {
        assertKept("invoices_list.json", new InvoicePage(PARSERS), 3);
        assertKept("invoice_single.json", new InvoicePage(PARSERS), 1);
        assertKept("credit_notes_list.json", new CreditPage(CreditPage.Form.CREDIT_NOTES, PARSERS), 2);
        assertKept("overpayments_list.json", new CreditPage(CreditPage.Form.OVERPAYMENTS, PARSERS), 5);
        assertKept("prepayments_list.json", new CreditPage(CreditPage.Form.PREPAYMENTS, PARSERS), 1);
        assertKept("payments_list.json", new PaymentPage(PARSERS), 2);
    }

    /** What no connector asks for is skipped whole by every reader: a body of another kind has none of its lists. */
    @Test
    void everyOtherBodyIsRefusedWithoutAWordOfIt() throws IOException {
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                byte[] body = Files.readAllBytes(file);
                for (BookPage page : BookPages.all(PARSERS)) {
                    String said =
                            page.list().read(body, body.length, reading -> "", (path, expected) -> path + expected);
                    assertThat(texts(body))
                            .filteredOn(text -> text.length() > 8)
                            .noneMatch(said::contains);
                }
            }
        }
    }

    @Test
    void invoicesMeanWhatTheySay() throws IOException {
        List<Fact> facts = page("invoices_list.json", new InvoicePage(PARSERS)).facts();
        Invoice voided = (Invoice) facts.get(0);
        Invoice paid = (Invoice) facts.get(1);
        Invoice open = (Invoice) facts.get(2);

        assertThat(voided.state()).isEqualTo(Invoice.State.VOIDED);
        assertThat(voided.amounts().due()).hasToString("0.00 NZD");
        assertThat(paid.state()).isEqualTo(Invoice.State.PAID);
        assertThat(paid.paidOn()).isEqualTo(LocalDate.of(2018, 11, 29));
        assertThat(open.direction()).isEqualTo(Invoice.Direction.RECEIVABLE);
        assertThat(open.issuedOn()).isEqualTo(LocalDate.of(2018, 11, 2));
        assertThat(open.dueOn()).isEqualTo(LocalDate.of(2018, 11, 7));
        assertThat(open.amounts().due()).hasToString("115.00 NZD");
        assertThat(open.updatedAt()).isEqualTo(Instant.ofEpochMilli(1_541_176_648_927L));
    }

    @Test
    void creditsAndPaymentsMeanWhatTheySay() throws IOException {
        Credit note = (Credit) page("credit_notes_list.json", new CreditPage(CreditPage.Form.CREDIT_NOTES, PARSERS))
                .facts()
                .getFirst();
        Credit spent = (Credit) page("overpayments_list.json", new CreditPage(CreditPage.Form.OVERPAYMENTS, PARSERS))
                .facts()
                .getFirst();
        List<Fact> payments =
                page("payments_list.json", new PaymentPage(PARSERS)).facts();

        assertThat(note.remaining()).hasToString("32.50 NZD");
        assertThat(spent.direction()).isEqualTo(Invoice.Direction.PAYABLE);
        assertThat(((Payment) payments.get(0)).direction()).isEqualTo(Payment.Direction.RECEIVED);
        assertThat(((Payment) payments.get(1)).paidFor()).isEqualTo(Payment.PaidFor.CREDIT_NOTE);
        assertThat(((Payment) payments.get(1)).direction()).isEqualTo(Payment.Direction.MADE);
    }

    @Test
    void theOrganisationIsACurrencyAndATimeZone() throws IOException {
        OrganisationReading reading = new OrganisationReading(PARSERS);

        Books books = read("organisation.json", reading.list(), one -> reading.books(one, SOURCE, Instant.EPOCH));

        assertThat(books.zone()).hasToString("Pacific/Auckland");
        assertThat(books.baseCurrency()).hasToString("NZD");
    }

    @Test
    void connectionsAreOrganisationsAndOneWithoutAProperIdIsLeftOut() throws IOException {
        TenantListing listing = new TenantListing(new Parsers(List.of()));

        assertThat(tenants(listing, "connections_demo_company.json")).isEqualTo(1);
        assertThat(tenants(listing, "connections_two_tenants.json")).isEqualTo(1);
    }

    @Test
    void webhooksSayWhatChangedAndNothingElse() throws IOException {
        byte[] credit = Files.readAllBytes(FOLDER.resolve("webhook_creditnote_create.json"));
        byte[] contact = Files.readAllBytes(FOLDER.resolve("webhook_contact_update.json"));
        XeroEvents events = new XeroEvents();

        assertThat(events.events(credit, credit.length).orElseThrow())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.category().isRead()).isTrue();
                    assertThat(event.tenant()).isEqualTo("aef86862-2015-4b6b-88bc-d89032cecc50");
                });
        assertThat(events.events(contact, contact.length).orElseThrow())
                .singleElement()
                .satisfies(event -> assertThat(event.category().isRead()).isFalse());
    }

    @Test
    void everyNameOfTheListsIsKnownToTheParser() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String file : List.of(
                "invoices_list",
                "credit_notes_list",
                "payments_list",
                "overpayments_list",
                "prepayments_list",
                "organisation")) {
            collectNames(JsonMapper.shared().readTree(Files.readAllBytes(FOLDER.resolve(file + ".json"))), names);
        }
        names.removeAll(BookPages.names());

        assertThat(names).isEmpty();
    }

    private static int tenants(TenantListing listing, String file) throws IOException {
        String body = "{\"connections\":" + Files.readString(FOLDER.resolve(file)) + "}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return listing.list()
                .read(bytes, bytes.length, reading -> listing.tenants(reading).size(), (path, expected) -> -1);
    }

    private static void assertKept(String file, BookPage page, int entries) throws IOException {
        Page kept = page(file, page);
        assertThat(kept.objects()).as(file).isEqualTo(entries);
        assertThat(kept.next()).as(file).isNull();
        byte[] body = Files.readAllBytes(FOLDER.resolve(file));
        String all = kept.facts().toString();
        for (String text : texts(body)) {
            if (text.length() > 3 && !text.matches("\\d{4}-\\d\\d-\\d\\dT.*|/Date.*|[A-Z-]+")) {
                assertThat(all).as(file).doesNotContain(text);
            }
        }
    }

    private static Page page(String file, BookPage page) throws IOException {
        return read(file, page.list(), reading -> page.page(reading, OWNER, 1));
    }

    private static <T> T read(String file, AllowList list, Function<Reading, T> kept) throws IOException {
        byte[] body = Files.readAllBytes(FOLDER.resolve(file));
        return list.read(body, body.length, kept, (path, expected) -> {
            throw new AssertionError(file + " has not " + expected + " at " + path);
        });
    }

    private static void collectNames(JsonNode node, Set<String> names) {
        node.propertyNames().forEach(names::add);
        node.forEach(child -> collectNames(child, names));
    }

    /** Every text that is in no field that may be kept. */
    private static Set<String> texts(byte[] body) {
        Set<String> texts = new TreeSet<>();
        collectTexts(JsonMapper.shared().readTree(body), texts);
        return texts;
    }

    private static void collectTexts(JsonNode node, Set<String> texts) {
        if (node.isString()) {
            texts.add(node.stringValue());
        }
        node.properties().stream()
                .filter(property -> !KEPT.contains(property.getKey()))
                .forEach(property -> collectTexts(property.getValue(), texts));
        if (node.isArray()) {
            node.forEach(child -> collectTexts(child, texts));
        }
    }
}
