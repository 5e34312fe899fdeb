package dev.mullion.sandbox;

import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeVendor;
import dev.mullion.sandbox.xero.SampleBooks;
import dev.mullion.sandbox.xero.XeroVendor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The vendors that the sandbox plays for a demo, and the person who goes to their pages. */
final class Cast implements AutoCloseable {

    private static final String REDIRECT = "redirect_uri=";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StripeVendor stripe;
    private final XeroVendor xero;
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private Cast(StripeVendor stripe, XeroVendor xero) {
        this.stripe = stripe;
        this.xero = xero;
    }

    /**
     * What the parent wants played.
     *
     * @param anchor where the past of the sample company ends
     * @param stripeKey the restricted key that is known
     * @param xero the app that is registered
     */
    record Parts(Instant anchor, String stripeKey, XeroVendor.App xero) {}

    /** The first line of standard input. */
    static Cast read(InputStream in, Clock clock) throws IOException {
        Parts parts = PlanLine.read(in, Parts.class);
        Cast cast = new Cast(
                StripeVendor.start(StripeAccount.of(parts.stripeKey(), parts.anchor())),
                XeroVendor.start(parts.xero(), clock));
        cast.xero.willChoose(SampleBooks.at(parts.anchor()));
        return cast;
    }

    URI stripe() {
        return stripe.address();
    }

    URI xero() {
        return xero.address();
    }

    /**
     * Goes to a vendor's page as a person does who agrees.
     *
     * @return where the page sends them back to
     */
    URI consent(URI page) throws InterruptedException {
        if (!Loopback.accepts(page)) {
            throw new IllegalArgumentException("the sandbox visits pages on loopback only");
        }
        redirect(page).ifPresent(xero::sendBackTo);
        try {
            HttpResponse<Void> answer = browser.send(
                    HttpRequest.newBuilder(page).timeout(PATIENCE).GET().build(),
                    HttpResponse.BodyHandlers.discarding());
            return answer.headers()
                    .firstValue("Location")
                    .map(URI::create)
                    .orElseThrow(() -> new IllegalStateException("the page answered " + answer.statusCode()));
        } catch (IOException e) {
            throw new UncheckedIOException("the page of consent cannot be reached", e);
        }
    }

    /** The parent's own address, which it knows only when it listens; a real vendor has it registered before. */
    private static Optional<String> redirect(URI page) {
        return Stream.of(page.getRawQuery().split("&"))
                .filter(each -> each.startsWith(REDIRECT))
                .map(each -> URLDecoder.decode(each.substring(REDIRECT.length()), StandardCharsets.UTF_8))
                .filter(each -> Loopback.accepts(URI.create(each)))
                .findFirst();
    }

    @Override
    public void close() {
        stripe.close();
        xero.close();
        browser.close();
    }
}
