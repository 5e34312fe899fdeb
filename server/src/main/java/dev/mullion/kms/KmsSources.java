package dev.mullion.kms;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mullion.keys.KeySource;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.KmsKey;
import dev.mullion.keys.ServiceSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Keys of the service by their names. Nothing of it is loaded before the first one is asked for. A call ends within
 * four seconds, with all its tries.
 */
public final class KmsSources implements AutoCloseable {

    private static final Duration ONE_TRY = Duration.ofMillis(1_200);
    private static final int TRIES = 3;
    private static final Duration PAUSES = Duration.ofMillis(400);
    private static final int MOST_REGIONS = 40;

    private final Optional<URI> endpoint;
    private final Supplier<AwsCredentialsProvider> credentials;
    private final Duration oneTry;
    private final Ticker ticker;
    private final ConcurrentMap<String, Client> clients = new ConcurrentHashMap<>();

    private record Client(KmsClient kms, AwsCredentialsProvider credentials) implements AutoCloseable {

        @Override
        public void close() {
            kms.close();
            if (credentials instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
    }

    KmsSources(Optional<URI> endpoint, Supplier<AwsCredentialsProvider> credentials, Duration oneTry, Ticker ticker) {
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.oneTry = oneTry;
        this.ticker = ticker;
    }

    /**
     * With the credentials of this machine: environment, profile or the instance's role, in the SDK's own order.
     *
     * @param endpoint instead of the region's own
     */
    public static KmsSources of(Optional<URI> endpoint) {
        return new KmsSources(
                endpoint, () -> DefaultCredentialsProvider.builder().build(), ONE_TRY, Ticker.systemTicker());
    }

    /** The source of this name, where it is one of a key management service. */
    public Optional<KeySource> named(String source) {
        return KmsKey.ofSource(source).map(this::of);
    }

    /** The source that wraps by {@code key}. Asks nothing yet. */
    public KeySource of(KmsKey key) {
        return ServiceSource.of(new Kms(key, client(key.region()), ticker));
    }

    /** Ends every client, which has threads of its own; sources of this ask nobody any more. */
    @Override
    public void close() {
        clients.values().forEach(Client::close);
        clients.clear();
    }

    private KmsClient client(String region) {
        if (clients.size() >= MOST_REGIONS && !clients.containsKey(region)) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.UNREACHABLE, "keys of " + MOST_REGIONS + " regions are in use already");
        }
        return clients.computeIfAbsent(region, this::made).kms();
    }

    private Client made(String region) {
        AwsCredentialsProvider signer = credentials.get();
        KmsClientBuilder builder = KmsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(signer)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(oneTry)
                        .socketTimeout(oneTry))
                .overrideConfiguration(settings -> settings.apiCallTimeout(
                                oneTry.multipliedBy(TRIES).plus(PAUSES))
                        .apiCallAttemptTimeout(oneTry)
                        .retryStrategy(RetryMode.STANDARD));
        endpoint.ifPresent(builder::endpointOverride);
        return new Client(builder.build(), signer);
    }
}
