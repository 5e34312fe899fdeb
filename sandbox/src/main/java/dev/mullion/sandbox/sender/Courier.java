package dev.mullion.sandbox.sender;

import dev.mullion.sandbox.body.Bodies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends deliveries to one address, at most so many at once. "Slow down" (429, 503) and silence are tried again after
 * the time the receiver asks for, which holds up every delivery of this courier; anything else but 2xx is given up and
 * counted. One thread hands deliveries in.
 */
public final class Courier {
    private static final int TRIES = 40;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final ExecutorService threads;
    private final URI address;
    private final Refusals refusals;
    private final int inFlight;
    private final BlockingQueue<Envelope> free;
    private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

    public Courier(Road road, URI address, Bodies bodies, Secret secret, int inFlight, Refusals refusals) {
        this.client = road.client();
        this.threads = road.threads();
        this.address = address;
        this.refusals = refusals;
        this.inFlight = inFlight;
        this.free = new ArrayBlockingQueue<>(inFlight, true);
        for (int i = 0; i < inFlight; i++) {
            free.add(new Envelope(bodies, secret));
        }
    }

    /** Waits until fewer than the bound are on their way, then sends; {@code arrived} runs when it was answered 2xx. */
    public void send(Delivery delivery, Runnable arrived) throws InterruptedException {
        Envelope envelope = free.take();
        threads.execute(() -> {
            try {
                deliver(delivery, envelope, arrived);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                free.add(envelope);
            }
        });
    }

    /** Waits until every delivery was answered or given up. */
    public void awaitIdle() throws InterruptedException {
        List<Envelope> all = new ArrayList<>(inFlight);
        for (int i = 0; i < inFlight; i++) {
            all.add(free.take());
        }
        free.addAll(all);
    }

    private void deliver(Delivery delivery, Envelope envelope, Runnable arrived) throws InterruptedException {
        HttpRequest request = request(delivery, envelope);
        int status = 0;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            pause();
            status = post(request, attempt);
            if (status / 100 == 2) {
                arrived.run();
                return;
            }
            if (status != 429 && status != 503 && status != 0) {
                break;
            }
        }
        refusals.refused(status);
    }

    private HttpRequest request(Delivery delivery, Envelope envelope) {
        String signature = envelope.seal(delivery.event());
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "GitHub-Hookshot/sandbox")
                .header("X-GitHub-Event", delivery.event().name())
                .header("X-GitHub-Delivery", delivery.id().toString())
                .header("X-Hub-Signature-256", signature)
                .POST(envelope.body())
                .build();
    }

    private int post(HttpRequest request, int attempt) throws InterruptedException {
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            if (response.statusCode() == 429 || response.statusCode() == 503) {
                holdUp(retryAfter(response, attempt));
            }
            return response.statusCode();
        } catch (IOException e) {
            holdUp(backOff(attempt));
            return 0;
        }
    }

    /** Seconds only: the other form the header may have, a date, is not one that a receiver of ours sends. */
    private static Duration retryAfter(HttpResponse<?> response, int attempt) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElseGet(() -> backOff(attempt));
    }

    private static Duration backOff(int attempt) {
        return Duration.ofMillis(100L << Math.min(attempt, 6));
    }

    private void holdUp(Duration wished) {
        Duration wait = wished.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wished;
        notBefore.accumulateAndGet(System.nanoTime() + wait.toNanos(), (a, b) -> b - a > 0 ? b : a);
    }

    private void pause() throws InterruptedException {
        long wait = notBefore.get() - System.nanoTime();
        while (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait));
            wait = notBefore.get() - System.nanoTime();
        }
    }
}
