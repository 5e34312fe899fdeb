package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.HookSecrets;
import dev.mullion.egress.LimitedClient;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.sandbox.stripe.StripeSignature;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.Vault;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

final class HostileStripe implements Subject {

    private static final int PAGE = 5;
    private static final int ALWAYS = Integer.MAX_VALUE;
    /** One call with its repetitions. */
    private static final int ONE_CALL = 3;
    /** Four that try the key, and the first page of the list. */
    private static final int BEFORE = 6;

    private static final String FIRST = "sub_synthetic0001";
    private static final String SECRET = "whsec_synthetic";

    private @Nullable ReadStripe link;

    private ReadStripe link() {
        return Objects.requireNonNull(link, "nothing is connected yet");
    }

    @Override
    public String vendor() {
        return "Stripe";
    }

    @Override
    public void connect() {
        link = ReadStripe.connected();
        ReadStripe.vendor().pageSize(PAGE);
        link.inside(() -> {
            ReadStripe.bean(Vault.class)
                    .store(
                            new SecretRef(link().id.value(), HookSecrets.FIELD),
                            HookSecrets.terms(),
                            SECRET.getBytes(StandardCharsets.US_ASCII),
                            Actor.OPERATOR);
            return true;
        });
    }

    @Override
    public void feel(Fault fault) {
        switch (fault) {
            case LIMIT_TOLD -> feel(StripeMood.RATE_LIMIT_TOLD, 1);
            case LIMIT_UNTOLD -> feel(StripeMood.RATE_LIMIT, ALWAYS);
            case SERVER_ERROR -> feel(StripeMood.SERVER_ERROR, ONE_CALL);
            case SLOW -> feel(StripeMood.SLOW, 1);
            case TRUNCATED -> feel(StripeMood.TRUNCATED, 1);
            case WRONG_CHARSET -> feel(StripeMood.WRONG_CHARSET, 1);
            case CIRCLE -> feel(StripeMood.CIRCLE, ALWAYS);
            case SHRINKING -> feel(StripeMood.SHRINKING, ALWAYS);
            case TOKEN_DEATH -> feel(StripeMood.REVOKED, ALWAYS);
            case BROAD -> {
                link().worked();
                link().paste("sk_live_synthetic0000000000000000");
            }
            case REDIRECT -> feel(StripeMood.REDIRECT, ALWAYS);
            case DUPLICATED, REORDERED, LATE, FUTURE, ID_REUSED -> throw new IllegalArgumentException(fault.title());
        }
    }

    private static void feel(StripeMood mood, int questions) {
        ReadStripe.vendor().feel(mood, questions, BEFORE);
    }

    @Override
    public void behave() {
        ReadStripe.vendor().feel(StripeMood.KIND);
    }

    @Override
    public String mended(Fault fault) {
        if (fault != Fault.BROAD && fault != Fault.TOKEN_DEATH) {
            return "";
        }
        link().paste(ReadStripe.KEY);
        return "a restricted key is pasted; ";
    }

    @Override
    public String happen(Fault fault) {
        link().read();
        Instant now = Instant.now();
        return switch (fault) {
            case DUPLICATED -> {
                link().account.changeQuantity(FIRST, 3, now);
                yield told("evt_twice", "evt_twice");
            }
            case REORDERED -> {
                link().account.changeQuantity(FIRST, 3, now);
                link().account.changeQuantity(FIRST, 2, now);
                yield told("evt_second", "evt_first");
            }
            case LATE -> {
                link().account.changeQuantity(FIRST, 3, now.minus(Duration.ofDays(29)));
                String answer = told("evt_late");
                long before = written(link().read());
                aDayPasses();
                yield answer + "; " + before + " rows changed before the daily list";
            }
            case FUTURE -> {
                link().account.changeQuantity(FIRST, 3, now.plus(Duration.ofDays(36_500)));
                String answer = told("evt_future");
                link().read();
                link().account.changeQuantity(FIRST, 2, Instant.now());
                yield answer;
            }
            case ID_REUSED -> {
                link().account.change(FIRST, "status", "canceled", now);
                SyncRun ended = link().read();
                link().account.change(FIRST, "status", "active", Instant.now());
                yield written(ended) + " ended, and began again under its id";
            }
            default -> throw new IllegalArgumentException(fault.title());
        };
    }

    private static long written(SyncRun run) {
        return run.figures().written();
    }

    /** The answers to notices with these ids. */
    private String told(String... ids) {
        List<String> answers = new ArrayList<>();
        for (String id : ids) {
            byte[] body =
                    "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"customer.subscription.updated\",\"livemode\":true}"
                            .formatted(id)
                            .getBytes(StandardCharsets.UTF_8);
            String key = link().inside(() -> ReadStripe.bean(Connections.class).hookKey(link().id));
            answers.add(ReadGitHub.server()
                    .send(HttpRequest.newBuilder(ReadGitHub.server().address().resolve("/hooks/stripe/" + key))
                            .header("Stripe-Signature", StripeSignature.header(SECRET, Instant.now(), body))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                    .body());
        }
        return IntStream.range(0, answers.size())
                .mapToObj(place -> "notice " + (place + 1) + " " + answers.get(place))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }

    private void aDayPasses() {
        ReadGitHub.server()
                .asAdministrator("update mullion.sync_part set read_to = read_to - interval '25 hours'"
                        + " where part = 'subscriptions' and connection_id = '"
                        + link().id.value() + "'");
    }

    @Override
    public SyncRun read() {
        return link().read();
    }

    @Override
    public Workspace workspace() {
        return link().workspace;
    }

    @Override
    public Connection connection() {
        return link().connection();
    }

    @Override
    public List<String> state() {
        return link().state();
    }

    /** What another workspace sees that connects to the same account now. */
    @Override
    public List<String> expected(Fault fault) {
        ReadStripe other = ReadStripe.connectedTo(link().account);
        other.read();
        return other.state();
    }

    @Override
    public LimitedClient client() {
        return Conformed.client("dev.mullion.connectors.stripe.StripeApi");
    }
}
