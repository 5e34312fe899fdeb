package dev.mullion.connectors.stripe;

import dev.mullion.connectors.Grants;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifest.Need;
import dev.mullion.connectors.Manifest.Scope;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Tried;
import dev.mullion.keys.IdHasher;
import dev.mullion.keys.KeyRing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the subscriptions of an account. Stripe lists them by when they were made and cannot be asked for what changed,
 * so the list is walked whole once a day; in between the events say which ones changed, and these are read anew.
 */
@Component
class StripePuller implements Puller {

    private static final String EVENTS = "events";
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String UNRESTRICTED = "sk_live_" + "0".repeat(24);
    private static final String NOWHERE = "Stripe says that more follows an empty page";

    private final StripeQuestions questions;
    private final Grants grants;
    private final KeyRing keys;
    private final Clock clock;

    StripePuller(StripeQuestions questions, Grants grants, KeyRing keys, Clock clock) {
        this.questions = questions;
        this.grants = grants;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return "stripe";
    }

    @Override
    public Manifest manifest() {
        return StripeManifest.manifest();
    }

    /**
     * Stripe tells nothing of what a restricted key may do. What is broader for certain is a key that is not
     * restricted, and that is judged by what it begins with.
     */
    @Override
    public Optional<String> refusal(Map<String, String> granted) {
        if (manifest().broader(granted).isEmpty()) {
            return Optional.empty();
        }
        try {
            new StripeKeys().modeOf(UNRESTRICTED.getBytes(StandardCharsets.US_ASCII));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean isToldBudget() {
        return false;
    }

    @Override
    public boolean isToldGrants() {
        return false;
    }

    @Override
    public Optional<String> missing() {
        return questions.canAsk() ? Optional.empty() : Optional.of("a server with the role worker");
    }

    @Override
    public Pulled<Boolean> check(Link link) {
        return switch (questions.missing(link)) {
            case Pulled.Got<List<Scope>>(List<Scope> missing, long bytes) -> {
                showed(link, scope -> !missing.contains(scope));
                String needed = missing.stream()
                        .filter(scope -> scope.need() == Need.NEEDED)
                        .map(StripeManifest::code)
                        .collect(Collectors.joining(", "));
                yield needed.isEmpty()
                        ? new Pulled.Got<>(true, bytes)
                        : new Pulled.Closed<>("the key lacks " + needed
                                + "; edit it in Stripe's dashboard, or make a new one and paste it");
            }
            case Pulled<List<Scope>> other -> other.failure();
        };
    }

    @Override
    public Pulled<List<Tried>> tried(Link link) {
        Pulled<List<Tried>> answer = questions.tried(link);
        if (answer instanceof Pulled.Got<List<Tried>>(List<Tried> tried, long _)
                && tried.stream().noneMatch(one -> one.outcome() == Tried.Outcome.UNTOLD)) {
            showed(link, scope -> tried.contains(new Tried(scope.name(), Tried.Outcome.GRANTED, null)));
        }
        return answer;
    }

    /** Each permission was tried, and these answered: as much as can be known of what the key was granted. */
    private void showed(Link link, Predicate<Scope> isGranted) {
        if (HeldKeys.isNext(link)) {
            return;
        }
        grants.read(
                link,
                manifest(),
                manifest().asks().stream()
                        .filter(isGranted)
                        .collect(Collectors.toUnmodifiableMap(Scope::key, Scope::level)));
    }

    /** Events first: what they name is newer than where the list is. */
    @Override
    public Pulled<Listing> list(Link link, @Nullable String next) {
        Instant now = now();
        List<Part> parts = List.of(
                new Part(EVENTS, EVENTS, now, new Order.ByChangeFrom(now)),
                new Part(
                        SUBSCRIPTIONS,
                        SUBSCRIPTIONS,
                        now.minusSeconds(1),
                        new Order.Whole(StripeManifest.WHOLE_LIST_EVERY)));
        return new Pulled.Got<>(new Listing(parts, List.of(), parts.size(), null), 0);
    }

    @Override
    public Pulled<Page> page(Link link, Part part, @Nullable String after) {
        IdHasher hasher = keys.idHasher(link.workspace().value());
        Completion completion = new Completion(questions, link, hasher, now());
        return part.key().equals(EVENTS)
                ? changes(link, hasher, completion, part.order(), after)
                : subscriptions(link, hasher, completion, after);
    }

    private Pulled<Page> subscriptions(Link link, IdHasher hasher, Completion completion, @Nullable String after) {
        Pulled<SubscriptionPage.Found> heard = questions.subscriptions(link, hasher, after);
        if (!(heard instanceof Pulled.Got<SubscriptionPage.Found>(SubscriptionPage.Found found, long bytes))) {
            return heard.failure();
        }
        if (found.leadsNowhere()) {
            return new Pulled.Failed<>(NOWHERE);
        }
        found.drafts().forEach(draft -> completion.add(draft, null));
        return page(
                completion,
                new Page(
                        completion.facts(),
                        found.objects(),
                        found.skipped() + completion.incomplete(),
                        null,
                        null,
                        found.next()),
                bytes);
    }

    private Pulled<Page> changes(
            Link link, IdHasher hasher, Completion completion, Order order, @Nullable String after) {
        Instant since = order instanceof Order.ByChangeFrom(Instant from) ? from : Instant.EPOCH;
        Pulled<EventPage.Found> heard = questions.events(link, since, after);
        if (!(heard instanceof Pulled.Got<EventPage.Found>(EventPage.Found found, long bytes))) {
            return heard.failure();
        }
        if (found.leadsNowhere()) {
            return new Pulled.Failed<>(NOWHERE);
        }
        int skipped = 0;
        long read = bytes;
        for (Map.Entry<String, Instant> touched : found.touched().entrySet()) {
            switch (questions.subscription(link, hasher, touched.getKey())) {
                case Pulled.Got<Optional<SubscriptionShape.Draft>>(var draft, long more) -> {
                    read += more;
                    skipped += draft.isEmpty() ? 1 : 0;
                    draft.ifPresent(one -> completion.add(one, touched.getValue()));
                }
                case Pulled.Lost<Optional<SubscriptionShape.Draft>> _ -> skipped++;
                case Pulled<Optional<SubscriptionShape.Draft>> other -> {
                    return other.failure();
                }
            }
        }
        return page(
                completion,
                new Page(
                        completion.facts(),
                        found.objects(),
                        skipped + completion.incomplete(),
                        found.newest(),
                        found.oldest(),
                        found.next()),
                read);
    }

    private static Pulled<Page> page(Completion completion, Page page, long bytes) {
        Pulled<?> obstacle = completion.obstacle();
        return obstacle == null ? new Pulled.Got<>(page, bytes + completion.bytes()) : obstacle.failure();
    }

    /** As fine as the database keeps it, so that what is stored equals what was said. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
