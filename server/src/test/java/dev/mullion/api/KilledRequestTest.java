package dev.mullion.api;

import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.Mullion;
import dev.mullion.api.Tenants.Tenant;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own is killed while it carries out two requests: one has committed, one has not. */
class KilledRequestTest {

    private static final String KEY = "Idempotency-Key";
    private static final long PATIENCE_SECONDS = 240;

    private final Tenant committed = Tenants.with(0, 75_000);
    private final Tenant waiting = Tenants.with(0, 76_000);

    @TempDir
    private Path folder;

    @Test
    @Attack({"reliability-3", "reliability-4"})
    void eachHasOneEffectWhenItComesAgain() throws Exception {
        Map<String, String> environment = SERVER.environment();
        URI at = URI.create(environment.get("MULLION_PUBLIC_URL"));
        Process process = start(environment, folder.resolve("said"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            ready(client, at, process);
            var _ = client.sendAsync(request(at, committed), HttpResponse.BodyHandlers.discarding());
            until(() -> receipts(committed) == 1);
            SERVER.bean(Workspaces.class).within(waiting.workspace().id(), () -> {
                SERVER.bean(TenantSql.class)
                        .sql("select id from workspace where id = :workspace for no key update")
                        .query()
                        .singleRow();
                var _ = client.sendAsync(request(at, waiting), HttpResponse.BodyHandlers.discarding());
                until(KilledRequestTest::isAnnounced);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300)); // to where it waits for this transaction
                process.destroyForcibly();
                return true;
            });
            process.waitFor();
        } finally {
            process.destroyForcibly().waitFor();
        }

        HttpResponse<String> first = whenItIsFree(committed);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        HttpResponse<String> second = whenItIsFree(waiting);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again(waiting).body()).isEqualTo(second.body());
        assertThat(receipts(committed)).isEqualTo(1);
        assertThat(receipts(waiting)).isEqualTo(1);
    }

    /** The database ends the transaction of who is gone when it next has something to say to them. */
    private HttpResponse<String> whenItIsFree(Tenant tenant) {
        AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
        until(() -> {
            answer.set(again(tenant));
            return answer.get().statusCode() != 409;
        });
        return answer.get();
    }

    private static boolean isAnnounced() {
        return SERVER.bean(TenantSql.class)
                        .sql("select count(*)::int from request where workspace_id = :workspace")
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private HttpResponse<String> again(Tenant tenant) {
        return SERVER.send(HttpRequest.newBuilder(request(SERVER.address(), tenant), (_, _) -> true));
    }

    private static HttpRequest request(URI server, Tenant tenant) {
        return HttpRequest.newBuilder(
                        server.resolve(tenant.path("/imports/infrastructure?source=bills&asOf=2026-01-01T00:00:00Z")))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", tenant.bearer())
                .header("Content-Type", "text/csv")
                .header(KEY, "one")
                .POST(HttpRequest.BodyPublishers.ofString("provider,month,amount,currency\naws,2026-01,1,EUR\n"))
                .build();
    }

    private static int receipts(Tenant tenant) {
        return SERVER.bean(Workspaces.class)
                .within(
                        tenant.workspace().id(),
                        () -> SERVER.bean(TenantSql.class)
                                .sql("select count(*)::int from import_receipt where workspace_id = :workspace")
                                .query(Integer.class)
                                .single());
    }

    private static Process start(Map<String, String> environment, Path said) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mullion.class.getName(),
                        "serve"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void ready(HttpClient client, URI at, Process process) {
        until(() -> {
            assertThat(process.isAlive()).as(said()).isTrue();
            try {
                return client.send(
                                        HttpRequest.newBuilder(at.resolve("/readyz"))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (ConnectException _) {
                return false; // it does not listen yet
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a test, and what listens answers", e);
            }
        });
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            return "nothing";
        }
    }

    private static void until(BooleanSupplier isSo) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(patience);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
