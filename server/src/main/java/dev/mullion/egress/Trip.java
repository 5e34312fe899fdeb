package dev.mullion.egress;

import dev.mullion.egress.Budgets.Asker;
import dev.mullion.egress.JudgedAddresses.RefusedAddress;
import dev.mullion.egress.LimitSigns.Head;
import dev.mullion.egress.LimitSigns.Sign;
import dev.mullion.egress.Outcome.Cut;
import dev.mullion.egress.Outcome.Interrupted;
import dev.mullion.egress.Outcome.Limited;
import dev.mullion.egress.Outcome.Refusal;
import dev.mullion.egress.Outcome.Refused;
import dev.mullion.egress.Outcome.Unreachable;
import dev.mullion.egress.Sending.NotForThisHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** One call from its first attempt to its outcome, over repetitions and redirects. For one thread. */
final class Trip<T> {

    static final int MOST_ATTEMPTS = 3;
    static final int MOST_REDIRECTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Egress egress;
    private final Permit permit;
    private final Answer.Reader<T> reader;
    private final long deadline;
    private int attempt = 1;
    private int redirects;
    /** Something of the call that is under way has left, so that the next attempt repeats it. */
    private boolean wasSent;

    Trip(Egress egress, Permit permit, Answer.Reader<T> reader) {
        this.egress = egress;
        this.permit = permit;
        this.reader = reader;
        this.deadline = egress.time().after(permit.bounds().patience());
    }

    private sealed interface Step<T> {}

    private record Done<T>(Outcome<T> outcome) implements Step<T> {}

    /** Once more, at the earliest then. */
    private record Repeat<T>(long notBefore) implements Step<T> {}

    private record Follow<T>(Endpoint endpoint, Call call) implements Step<T> {}

    Outcome<T> run(Endpoint first, Call asked) {
        Endpoint endpoint = first;
        Call call = asked;
        while (true) {
            switch (attempt(endpoint, call)) {
                case Done<T> done -> {
                    return done.outcome();
                }
                case Repeat<T> repeat -> {
                    attempt++;
                    if (!waited(repeat.notBefore())) {
                        return new Interrupted<>(Cut.STOPPED, "told to stop between two attempts");
                    }
                }
                case Follow<T> follow -> {
                    redirects++;
                    wasSent = false;
                    endpoint = follow.endpoint();
                    call = follow.call();
                }
            }
        }
    }

    private Step<T> attempt(Endpoint endpoint, Call call) {
        if (!egress.permits(endpoint.origin())) {
            return done(Refusal.NO_SANDBOX, "the operator permits no sandbox at " + endpoint.origin());
        }
        Asker asker = new Asker(permit, call.account(), endpoint);
        return switch (egress.budgets().enter(asker, deadline)) {
            case Budgets.NotBefore late -> new Done<>(new Limited<>(late.until(), late.reach(), late.why()));
            case Budgets.Stopped _ -> new Done<>(new Interrupted<>(Cut.STOPPED, "told to stop while it waited"));
            case Budgets.Turn turn -> {
                try (turn) {
                    yield exchange(asker, call);
                }
            }
        };
    }

    private Step<T> exchange(Asker asker, Call call) {
        Exchange exchange = new Exchange(call, asker.endpoint(), permit.bounds());
        try (exchange) {
            Head head = exchange.open(egress.wire(), egress.time().clock().instant());
            Spent.told(permit.signs().left(head, call.account()));
            return REDIRECTS.contains(head.status()) ? redirect(call, head) : judged(asker, exchange, head);
        } catch (RefusedAddress e) {
            return done(Refusal.ADDRESS, String.valueOf(e.getMessage()));
        } catch (NotForThisHost e) {
            return done(
                    Refusal.SECRET_NOT_FOR_HOST,
                    e.getMessage() + " than " + asker.endpoint().origin());
        } catch (IOException e) {
            return broken(asker, exchange, e);
        } finally {
            if (exchange.isSent()) {
                Spent.sent(wasSent);
                wasSent = true;
            }
        }
    }

    private Step<T> judged(Asker asker, Exchange exchange, Head head) throws IOException {
        return switch (permit.signs().read(head)) {
            case Sign.Stands _ -> {
                if (head.status() < 400) {
                    egress.budgets().served(asker);
                }
                yield read(asker, exchange, head);
            }
            case Sign.Last last -> {
                egress.budgets().hold(asker, last.hold());
                yield read(asker, exchange, head);
            }
            case Sign.Held held -> held(asker, held.hold());
            case Sign.Again _ -> {
                Optional<Long> at = again(asker.endpoint());
                yield at.isPresent() ? new Repeat<>(at.get()) : read(asker, exchange, head);
            }
        };
    }

    /** Waits here where patience lasts so long; else whoever called is told when to come back. */
    private Step<T> held(Asker asker, LimitSigns.Hold hold) {
        Instant until = egress.budgets().hold(asker, hold);
        Duration left = Duration.ofNanos(deadline - egress.time().now());
        boolean isNear = !egress.time().clock().instant().plus(left).isBefore(until);
        return isNear && mayRepeat(asker.endpoint())
                ? new Repeat<>(egress.time().now())
                : new Done<>(new Limited<>(until, hold.reach(), hold.word()));
    }

    /** When to try once more, with a growing pause of no fixed length; empty where it may not, or not in time. */
    private Optional<Long> again(Endpoint endpoint) {
        long at = egress.time().after(egress.budgets().spread(FIRST_PAUSE.multipliedBy(1L << (attempt - 1))));
        return mayRepeat(endpoint) && at <= deadline ? Optional.of(at) : Optional.empty();
    }

    private boolean mayRepeat(Endpoint endpoint) {
        return endpoint.repeatable() && attempt < MOST_ATTEMPTS;
    }

    private Step<T> read(Asker asker, Exchange exchange, Head head) throws IOException {
        Answer answer = exchange.answer(head);
        T value;
        try {
            value = reader.read(answer);
        } catch (IOException e) {
            IOException cut = exchange.body()
                    .failure()
                    .orElseThrow(() -> new UncheckedIOException("the reader of an answer failed", e));
            return new Done<>(interrupted(exchange, cut));
        } catch (RuntimeException e) {
            return new Done<>(interrupted(exchange, exchange.body().failure().orElseThrow(() -> e)));
        }
        Optional<IOException> cut = exchange.body().failure();
        if (cut.isPresent()) {
            return new Done<>(interrupted(exchange, cut.get()));
        }
        if (answer.limit().isPresent()) {
            LimitSigns.Hold hold = answer.limit().get();
            return new Done<>(new Limited<>(egress.budgets().hold(asker, hold), hold.reach(), hold.word()));
        }
        long bytes = exchange.body().count();
        egress.read(permit.vendor(), bytes);
        return new Done<>(new Outcome.Answered<>(head.status(), value, bytes));
    }

    private Step<T> redirect(Call call, Head head) {
        Optional<Call> next = head.header("location").flatMap(location -> Redirect.of(call, location));
        Optional<Endpoint> endpoint = next.flatMap(there -> permit.endpointOf(there.method(), there.address()));
        if (next.isEmpty() || endpoint.isEmpty()) {
            return done(Refusal.REDIRECT, permit.vendor() + " points to where it may not be asked");
        }
        boolean isElsewhere = !endpoint.get().origin().equals(Origin.of(call.address()));
        if (isElsewhere && call.credential().isPresent()) {
            return done(Refusal.REDIRECT, permit.vendor() + " points to another host, and this call carries a secret");
        }
        if (redirects >= MOST_REDIRECTS) {
            return done(Refusal.REDIRECT, permit.vendor() + " points on more than " + MOST_REDIRECTS + " times");
        }
        return new Follow<>(endpoint.get(), next.get());
    }

    private Step<T> broken(Asker asker, Exchange exchange, IOException e) {
        if (!(e instanceof SSLException)) {
            Optional<Long> at = again(asker.endpoint());
            if (at.isPresent()) {
                return new Repeat<>(at.get());
            }
        }
        return new Done<>(
                exchange.isSent()
                        ? interrupted(exchange, e)
                        : new Unreachable<>(exchange + ": " + e.getClass().getSimpleName()));
    }

    private Outcome<T> interrupted(Exchange exchange, IOException e) {
        return new Interrupted<>(
                exchange.isOverdue() ? Cut.SLOW : Cuts.of(e),
                exchange + ": " + e.getClass().getSimpleName());
    }

    private Step<T> done(Refusal why, String detail) {
        return new Done<>(new Refused<>(why, detail));
    }

    private boolean waited(long until) {
        try {
            egress.time().waitUntil(until);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
