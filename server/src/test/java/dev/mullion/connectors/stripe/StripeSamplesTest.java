package dev.mullion.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mullion.connectors.projection.Parsers;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import dev.mullion.telemetry.Price.Cycle;
import dev.mullion.telemetry.Price.Unit;
import dev.mullion.telemetry.Subscription.Pause;
import dev.mullion.telemetry.Subscription.Status;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads recorded bodies where they lie, outside the project; skipped where they are not. */
class StripeSamplesTest {

    private static final Path FOLDER = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("samples/stripe");

    private static final IdHasher HASHER = (kind, id) -> new IdHash(new UUID(kind.hashCode(), Arrays.hashCode(id)));

    private final Parsers parsers = new Parsers(List.of());
    private final OneSubscription subscription = new OneSubscription(parsers);

    @BeforeEach
    void samplesAreThere() {
        assumeThat(FOLDER)
                .as("recorded samples; set MULLION_SHARED to the folder that holds samples/stripe")
                .isDirectory();
    }

    @Test
    void readsASubscriptionOfTheCurrentRelease() throws IOException {
        SubscriptionShape.Draft draft = subscription("fixture_subscription");

        assertThat(draft.standing().status()).isEqualTo(Status.ACTIVE);
        assertThat(draft.standing().pause()).isEqualTo(Pause.MARK_UNCOLLECTIBLE);
        assertThat(draft.standing().cancelsAtPeriodEnd()).isTrue();
        ItemShape.Draft item = draft.items().getFirst();
        assertThat(item.end()).isEqualTo(Instant.ofEpochSecond(976_287_773));
        assertThat(item.price().price().cycle()).isEqualTo(new Cycle(Unit.MONTH, 1));
        assertThat(item.price().price().unit()).isEqualByComparingTo(new BigDecimal("20"));
        assertThat(draft.isWhole()).isTrue();
    }

    @Test
    void readsASubscriptionFromBeforeTheItemsHadPeriods() throws IOException {
        SubscriptionShape.Draft draft = subscription("djstripe_subscription_monthly");

        ItemShape.Draft item = draft.items().getFirst();
        assertThat(item.start()).isEqualTo(Instant.ofEpochSecond(1_557_995_176));
        assertThat(item.end()).isEqualTo(Instant.ofEpochSecond(1_560_673_576));
        assertThat(item.quantity()).isEqualTo(1);
        assertThat(item.price().price().unit()).isEqualByComparingTo(new BigDecimal("20"));
        assertThat(draft.times().startedAt()).isEqualTo(Instant.ofEpochSecond(1_559_476_700));
    }

    @Test
    void everySampleIsReadByEveryListWithoutAWordOfItBeingKept() throws IOException {
        int samples = 0;
        for (Path sample : samples()) {
            byte[] body = Files.readAllBytes(sample);
            List<Object> kept = new ArrayList<>();
            for (Reader reader : readers()) {
                kept.add(String.valueOf(reader.read(body)));
            }
            kept.add(
                    StripeNotice.read(body, body.length) instanceof StripeNotice.Said.Event event
                            ? event.type() + event.isChange()
                            : "");
            assertKeepsNoText(sample, kept.toString());
            samples++;
        }
        assertThat(samples).isEqualTo(25);
    }

    @Test
    void theObjectsThatItIsMadeForAreRefusedByNone() throws IOException {
        for (String name :
                List.of("djstripe_subscription_3", "djstripe_subscription_monthly", "fixture_subscription")) {
            assertThat(subscription(name)).isNotNull();
        }
        CouponReading coupon = new CouponReading(parsers);
        byte[] body = bytes("fixture_coupon");
        assertThat(coupon.list()
                        .read(body, body.length, coupon::terms, (_, _) -> CouponShape.Terms.UNKNOWN)
                        .percentOff())
                .isEqualByComparingTo("25.5");
        assertThat(StripeNotice.read(bytes("fixture_event"), bytes("fixture_event").length))
                .isInstanceOf(StripeNotice.Said.Event.class);
        byte[] gone = bytes("djstripe_event_account_application_deauthorized");
        assertThat(StripeNotice.read(gone, gone.length)).isInstanceOf(StripeNotice.Said.Event.class);
    }

    /** One way of reading a body. */
    private interface Reader {
        Object read(byte[] body);
    }

    private List<Reader> readers() {
        CouponReading coupon = new CouponReading(parsers);
        SubscriptionPage page = new SubscriptionPage(parsers);
        EventPage events = new EventPage(parsers);
        return List.of(
                body -> subscription
                        .list()
                        .<Object>read(
                                body, body.length, reading -> subscription.draft(reading, HASHER), (path, _) -> path),
                body -> coupon.list().<Object>read(body, body.length, coupon::terms, (path, _) -> path),
                body -> page.list()
                        .<Object>read(body, body.length, reading -> page.found(reading, HASHER), (path, _) -> path),
                body -> events.list().<Object>read(body, body.length, events::found, (path, _) -> path));
    }

    private SubscriptionShape.Draft subscription(String name) throws IOException {
        byte[] body = bytes(name);
        return subscription
                .list()
                .<Optional<SubscriptionShape.Draft>>read(
                        body, body.length, reading -> subscription.draft(reading, HASHER), (path, expected) -> {
                            throw new AssertionError(path + ": " + expected);
                        })
                .orElseThrow();
    }

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name + ".json"));
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Ids of subscriptions, items and events stay; words of a vocabulary, currencies and short texts prove nothing. */
    private static void assertKeepsNoText(Path sample, String kept) throws IOException {
        Set<String> texts = new TreeSet<>();
        collect(JsonMapper.shared().readTree(Files.readAllBytes(sample)), texts);
        texts.removeIf(text -> text.length() <= 5
                || text.matches("(sub|si|evt|price|prod|di)_.*|gold.*|Z4OV52SU")
                || text.matches("[a-z_.]{3,60}"));
        for (String text : texts) {
            assertThat(kept).as("%s", sample).doesNotContain(text);
        }
        assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isLessThan(20_000);
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isString()) {
            texts.add(node.stringValue());
        }
        node.forEach(child -> collect(child, texts));
    }
}
