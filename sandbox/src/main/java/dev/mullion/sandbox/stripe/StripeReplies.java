package dev.mullion.sandbox.stripe;

import dev.mullion.sandbox.vendor.Question;
import dev.mullion.sandbox.vendor.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is answered to what. */
final class StripeReplies {

    private static final Set<String> PARAMETERS =
            Set.of("limit", "status", "expand[]", "starting_after", "subscription", "types[]", "created[gte]");

    private volatile StripeAccount account;
    private volatile StripeMood mood = StripeMood.KIND;
    private int felt;
    private int spared;
    private int every;
    private long asked;
    private volatile int mostOnAPage = 100;

    StripeReplies(StripeAccount account) {
        this.account = account;
    }

    synchronized void feel(StripeMood next, int questions, int after) {
        mood = next;
        felt = questions;
        spared = after;
        every = 0;
    }

    /** Feels so once every so many questions; 0: never. */
    synchronized void feelEvery(StripeMood next, int questions) {
        feel(next, 0, 0);
        every = questions;
    }

    void show(StripeAccount other) {
        account = other;
    }

    void pageSize(int most) {
        mostOnAPage = most;
    }

    synchronized Reply to(Question question) {
        boolean isHostile = mood != StripeMood.KIND && isDue();
        if (!account.knows(question.bearer()) || (isHostile && mood == StripeMood.REVOKED)) {
            return StripeErrors.of(401, "", "Invalid API Key provided: rk_***");
        }
        if (!question.method().equals("GET")) {
            return StripeErrors.of(403, "", "The sandbox's key cannot write.");
        }
        if (question.headers().getFirst("Stripe-Version") == null) {
            return StripeErrors.of(400, "", "The sandbox wants the version to be pinned.");
        }
        Reply kind = kind(question, isHostile);
        return isHostile ? hostile(kind, question) : kind;
    }

    private boolean isDue() {
        if (every > 0 && ++asked % every == 0) {
            return true;
        }
        if (spared > 0) {
            spared--;
            return false;
        }
        return felt-- > 0;
    }

    private Reply hostile(Reply kind, Question question) {
        boolean isList = question.is("GET", "/v1/[a-z_]+");
        return switch (mood) {
            case RATE_LIMIT -> StripeErrors.of(429, "rate_limit", "Too many requests hit the API too quickly.");
            case RATE_LIMIT_TOLD ->
                StripeErrors.of(429, "rate_limit", "Too many requests hit the API too quickly.")
                        .with(Map.of("Retry-After", "1", "Stripe-Should-Retry", "true"));
            case LOCKED ->
                StripeErrors.of(429, "lock_timeout", "This object cannot be accessed right now.")
                        .with(Map.of("Stripe-Should-Retry", "true"));
            case SERVER_ERROR -> StripeErrors.of(500, "", "An unknown error occurred.");
            case FINAL_ERROR ->
                StripeErrors.of(500, "", "An unknown error occurred.").with(Map.of("Stripe-Should-Retry", "false"));
            case TRUNCATED -> kind.truncated();
            case SLOW -> kind.slow();
            case WRONG_CHARSET -> kind.inAnotherCharset();
            case REDIRECT ->
                StripeErrors.of(307, "", "Moved").with(Map.of("Location", "http://169.254.169.254/latest"));
            case FORGETFUL ->
                question.all("starting_after").isEmpty() ? kind : StripeErrors.missing("object", "sub_gone");
            case EMPTY_PAGE ->
                isList
                        ? Reply.json(200, StripeObjects.map("object", "list", "data", List.of(), "has_more", true))
                        : kind;
            case RETYPED ->
                Reply.json(
                        200,
                        StripeObjects.map("object", "list", "data", List.of(Map.of("id", 4_711)), "has_more", false));
            case KIND, CIRCLE, SHRINKING, REVOKED -> kind;
        };
    }

    private Reply kind(Question question, boolean isHostile) {
        Optional<String> unknown =
                names(question).filter(name -> !PARAMETERS.contains(name)).findFirst();
        if (unknown.isPresent()) {
            return StripeErrors.of(400, "parameter_unknown", "Received unknown parameter: " + unknown.get());
        }
        String[] path = question.address().getPath().split("/", -1);
        String kind = path.length > 2 ? path[2] : "";
        String needed = switch (kind) {
            case "subscriptions", "subscription_items" -> "rak_subscription_read";
            case "prices" -> "rak_plan_read";
            case "coupons" -> "rak_coupon_read";
            case "events" -> "rak_event_read";
            default -> "";
        };
        if (needed.isEmpty()) {
            return StripeErrors.of(404, "", "Unrecognized request URL");
        }
        if (!account.permits(needed)) {
            return StripeErrors.notPermitted(needed);
        }
        Expansion expansion = new Expansion(question.all("expand[]"));
        if (!expansion.isAllowed()) {
            return StripeErrors.of(400, "", "You cannot expand more than 4 levels of a property.");
        }
        return path.length > 3 ? one(kind, path[3], expansion) : list(kind, question, expansion, isHostile);
    }

    private static Stream<String> names(Question question) {
        String query = Optional.ofNullable(question.address().getQuery()).orElse("");
        return query.isEmpty()
                ? Stream.empty()
                : Stream.of(query.split("&", -1)).map(pair -> pair.split("=", 2)[0]);
    }

    private Reply one(String kind, String id, Expansion expansion) {
        return switch (kind) {
            case "subscriptions" ->
                account.subscription(id)
                        .map(found -> Reply.json(200, expansion.subscription(found, "")))
                        .orElseGet(() -> StripeErrors.missing("subscription", id));
            case "prices" -> found(prices(), id, "price");
            case "coupons" -> found(coupons(), id, "coupon");
            default -> StripeErrors.of(404, "", "Unrecognized request URL");
        };
    }

    private static Reply found(List<Map<String, @Nullable Object>> all, String id, String kind) {
        return all.stream()
                .filter(one -> id.equals(one.get("id")))
                .findFirst()
                .map(one -> Reply.json(200, one))
                .orElseGet(() -> StripeErrors.missing(kind, id));
    }

    private Reply list(String kind, Question question, Expansion expansion, boolean isHostile) {
        StripeMood felt = isHostile ? mood : StripeMood.KIND;
        return switch (kind) {
            case "subscriptions" ->
                page(subscriptions(question), question, felt, one -> expansion.subscription(one, "data."));
            case "subscription_items" -> page(items(question), question, felt, one -> expansion.item(one, "data."));
            case "prices" -> page(prices(), question, felt, one -> one);
            case "coupons" -> page(coupons(), question, felt, one -> one);
            default -> page(events(question), question, felt, one -> one);
        };
    }

    private List<Map<String, @Nullable Object>> subscriptions(Question question) {
        List<Map<String, @Nullable Object>> all = account.subscriptions();
        if (!question.all("status").contains("all")) {
            all.removeIf(one -> "canceled".equals(one.get("status")));
        }
        return all;
    }

    private List<Map<String, @Nullable Object>> items(Question question) {
        return question.all("subscription").stream()
                .flatMap(id -> account.subscription(id).stream())
                .flatMap(one -> Expansion.objects(one.get("items")).stream())
                .toList();
    }

    private List<Map<String, @Nullable Object>> events(Question question) {
        long since = question.all("created[gte]").stream()
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
        List<String> types = question.all("types[]");
        return account.events().stream()
                .filter(one -> types.isEmpty() || types.contains(String.valueOf(one.get("type"))))
                .filter(one -> ((Number) Objects.requireNonNull(one.get("created"))).longValue() >= since)
                .toList();
    }

    /** What is not on the page is not made: accounts are large. */
    private Reply page(
            List<Map<String, @Nullable Object>> all,
            Question question,
            StripeMood felt,
            UnaryOperator<Map<String, @Nullable Object>> expanded) {
        List<Map<String, @Nullable Object>> rest = all;
        Optional<String> after = question.all("starting_after").stream().findFirst();
        if (after.isPresent()) {
            int at = all.stream().map(one -> one.get("id")).toList().indexOf(after.get());
            if (at < 0) {
                return StripeErrors.of(400, "resource_missing", "No such object: '" + after.get() + "'");
            }
            rest = all.subList(at + 1, all.size());
        }
        int usual = Math.min(question.number("limit", 10), mostOnAPage);
        int most = felt == StripeMood.SHRINKING ? Math.max(1, usual / 2) : usual;
        boolean hasMore = rest.size() > most;
        List<Map<String, @Nullable Object>> shown = new ArrayList<>(rest.subList(0, Math.min(most, rest.size())));
        if (felt == StripeMood.CIRCLE && !all.isEmpty()) {
            shown = List.of(all.getFirst());
            hasMore = true;
        }
        return Reply.json(
                200,
                StripeObjects.map(
                        "object",
                        "list",
                        "data",
                        shown.stream().map(expanded).toList(),
                        "has_more",
                        hasMore,
                        "url",
                        question.address().getPath()));
    }

    private List<Map<String, @Nullable Object>> prices() {
        return distinct(account.subscriptions().stream()
                .flatMap(one -> Expansion.objects(one.get("items")).stream())
                .map(item -> item.get("price")));
    }

    private List<Map<String, @Nullable Object>> coupons() {
        return distinct(account.subscriptions().stream()
                .flatMap(one -> Stream.concat(
                        Expansion.objects(one.get("discounts")).stream(),
                        Expansion.objects(one.get("items")).stream()
                                .flatMap(item -> Expansion.objects(item.get("discounts")).stream())))
                .map(discount -> ((Map<?, ?>) Objects.requireNonNull(discount.get("source"))).get("coupon")));
    }

    private static List<Map<String, @Nullable Object>> distinct(Stream<?> objects) {
        Map<String, Map<?, ?>> each = objects.filter(Map.class::isInstance)
                .map(one -> (Map<?, ?>) one)
                .collect(Collectors.toMap(one -> String.valueOf(one.get("id")), one -> one, (one, _) -> one));
        return each.values().stream().map(Expansion::copy).toList();
    }
}
