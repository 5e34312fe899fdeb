package dev.mullion.sandbox;

import dev.mullion.sandbox.github.AppKeys;
import dev.mullion.sandbox.github.GitHubVendor;
import dev.mullion.sandbox.github.Registration;
import dev.mullion.sandbox.github.Visitor;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeVendor;
import dev.mullion.sandbox.world.World;
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
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The vendors that the sandbox plays for a demo, and the person who goes to their pages. */
final class Cast implements AutoCloseable {

    private static final String REDIRECT = "redirect_uri=";
    private static final long OWNER = 7_100_001;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StripeVendor stripe;
    private final XeroVendor xero;
    private final GitHubVendor github;
    private final KeyPair githubKey;
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private Cast(StripeVendor stripe, XeroVendor xero, GitHubVendor github, KeyPair githubKey) {
        this.stripe = stripe;
        this.xero = xero;
        this.github = github;
        this.githubKey = githubKey;
    }

    /**
     * What the parent wants played.
     *
     * @param anchor where the past of the sample company ends
     * @param stripeKey the restricted key that is known
     * @param xero the app that is registered
     * @param github the App there, and what it is shown
     */
    record Parts(Instant anchor, String stripeKey, XeroVendor.App xero, GitHub github) {}

    /**
     * GitHub with one company, whose person installs the App.
     *
     * @param app the App's number
     * @param installation the number of what they install
     */
    record GitHub(long seed, String company, int historyDays, long app, long installation, Registration registration) {}

    /** The first line of standard input. */
    static Cast read(InputStream in, Clock clock) throws IOException {
        Parts parts = PlanLine.read(in, Parts.class);
        KeyPair key = AppKeys.pair();
        Cast cast = new Cast(
                StripeVendor.start(StripeAccount.ofSample(parts.stripeKey(), parts.anchor())),
                XeroVendor.start(parts.xero(), clock),
                github(parts, key, clock),
                key);
        cast.xero.willChoose(SampleBooks.at(parts.anchor()));
        return cast;
    }

    private static GitHubVendor github(Parts parts, KeyPair key, Clock clock) {
        GitHub said = parts.github();
        World world = World.of(said.seed(), said.company(), parts.anchor(), said.historyDays());
        GitHubVendor vendor = GitHubVendor.start(new GitHubVendor.Account(world, said.app(), key.getPublic()), clock);
        vendor.register(said.registration());
        vendor.willCome(new Visitor(OWNER, said.installation(), Visitor.Standing.ADMINISTERS_ALL));
        return vendor;
    }

    /** Under which number GitHub delivers for an installation now. */
    long current(long installation) {
        return github.current(installation);
    }

    URI github() {
        return github.address();
    }

    /** What the App signs in with, as GitHub gives it out. */
    String githubKey() {
        return AppKeys.pem(githubKey);
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
        github.close();
        browser.close();
    }
}
