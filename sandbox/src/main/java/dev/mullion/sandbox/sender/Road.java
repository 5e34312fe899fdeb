package dev.mullion.sandbox.sender;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The connections and threads that all couriers share. Closing it interrupts what is on its way. */
public record Road(HttpClient client, ExecutorService threads) implements AutoCloseable {

    public static Road open() {
        HttpClient client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Road(client, Executors.newVirtualThreadPerTaskExecutor());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }
}
