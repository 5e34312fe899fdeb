package dev.mullion.bench.sync.jpa;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeCollection;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionListParams;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Subscriptions by the hundred, with Stripe's SDK and without a limit of its own. */
final class StripePages {

    private static final long PAGE = 100;

    private final StripeClient client;

    private StripePages(StripeClient client) {
        this.client = client;
    }

    /**
     * Tells nobody how long answers took: by default the SDK does, and writes an id for it into the user's folder.
     *
     * @param base where Stripe is played
     */
    static StripePages of(String base, String key) {
        Stripe.enableTelemetry = false;
        // The SDK would repeat a 429 by itself, after half a second and whatever Retry-After says.
        return new StripePages(StripeClient.builder()
                .setApiKey(key)
                .setApiBase(base)
                .setMaxNetworkRetries(0)
                .build());
    }

    /** What follows an object; null: the first page. */
    StripeCollection<Subscription> after(@Nullable String id) throws StripeException {
        SubscriptionListParams question = SubscriptionListParams.builder()
                .setLimit(PAGE)
                .setStatus(SubscriptionListParams.Status.ALL)
                .setStartingAfter(id)
                .build();
        while (true) {
            try {
                return client.v1().subscriptions().list(question);
            } catch (RateLimitException e) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(told(e)));
            }
        }
    }

    private static long told(RateLimitException e) {
        return e.getStripeError()
                .getLastResponse()
                .headers()
                .firstValue("Retry-After")
                .map(Long::parseLong)
                .orElse(1L);
    }
}
