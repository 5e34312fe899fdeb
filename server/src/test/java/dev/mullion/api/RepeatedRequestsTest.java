package dev.mullion.api;

import static dev.mullion.api.Notes.KEY;
import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.api.Tenants.Tenant;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of a request that is sent again with its key, or of another that comes with it. */
class RepeatedRequestsTest {

    @AutoClose
    private final Notes notes = Notes.offered();

    private final Tenant a = notes.tenant;

    @Test
    @Attack("reliability-1")
    void fiftyAtOnceHaveOneEffectAndOneAnswer() throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(50);
        notes.onArrival(all::countDown);
        notes.next(() -> {
            await(all);
            return "once";
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> sent = Stream.generate(
                            () -> threads.submit(() -> notes.send("one", "{}")))
                    .limit(50)
                    .toList();
            for (Future<HttpResponse<String>> one : sent) {
                answers.add(one.get());
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 409));
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(HttpResponse::body)
                        .distinct())
                .hasSize(1);
        assertThat(notes.effects()).isEqualTo(1);
        assertThat(notes.send("one", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
    }

    @Test
    @Attack("reliability-1")
    void whileTheFirstIsUnderWayTheSecondIsToldToWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        notes.next(() -> {
            begun.countDown();
            await(goOn);
            return "slow";
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> first = threads.submit(() -> notes.send("slow", "{}"));
            await(begun);

            HttpResponse<String> second = notes.send("slow", "{}");
            goOn.countDown();

            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(second.body()).contains("urn:mullion:key-in-use", "/Idempotency-Key");
            String answered = first.get().body();
            assertThat(notes.send("slow", "{}").body()).isEqualTo(answered);
        }
        assertThat(notes.effects()).isEqualTo(1);
    }

    @Test
    void answersAgainExactlyAsTheFirstTime() {
        HttpResponse<String> first = notes.send("exact", "{}");
        HttpResponse<String> again = notes.send("exact", "{}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        for (String header : List.of("Location", "Content-Type", "Content-Length", "Cache-Control")) {
            assertThat(again.headers().firstValue(header))
                    .as(header)
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(notes.effects()).isEqualTo(1);
    }

    @Test
    @Attack({"reliability-2", "isolation-48"})
    void refusesTheKeyOfAnotherRequestAndTellsNothingOfIt() {
        notes.next(() -> "private");
        String first = notes.send("shared", "{}").body();
        String colleague = "Bearer " + SERVER.token(a.workspace(), "settings:manage");
        List<HttpResponse<String>> others = List.of(
                notes.send("shared", "{} "),
                a.send("POST", a.path("/notes/more"), Notes.body("{}"), KEY, "shared"),
                a.send("POST", a.path("/connections/" + a.connection() + "/disconnect"), "", KEY, "shared"),
                Tenants.send("POST", a.path("/notes"), Notes.body("{}"), "Authorization", colleague, KEY, "shared"));

        assertThat(others).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("urn:mullion:key-reused", "/Idempotency-Key")
                    .doesNotContain("private");
        });
        assertThat(a.send("PATCH", a.path("/notes"), Notes.body("{}"), KEY, "shared")
                        .statusCode())
                .isEqualTo(400);
        assertThat(notes.effects()).isEqualTo(1);
        assertThat(notes.send("shared", "{}").body()).isEqualTo(first);
    }

    @Test
    @Attack({"reliability-2", "isolation-48"})
    void aKeyOfAnotherWorkspaceIsAsNewAndItsAnswerIsNotGiven() {
        Tenant b = Tenants.with(0, 72_000);
        notes.next(() -> "of a");
        notes.send("both", "{}");
        notes.next(() -> "of b");

        HttpResponse<String> theirs = b.send("POST", b.path("/notes"), Notes.body("{}"), KEY, "both");
        HttpResponse<String> stolen =
                Tenants.send("POST", a.path("/notes"), Notes.body("{}"), "Authorization", b.bearer(), KEY, "both");

        assertThat(theirs.statusCode()).isEqualTo(201);
        assertThat(theirs.body()).contains("of b");
        assertThat(stolen.statusCode()).isEqualTo(404);
        assertThat(notes.effects()).isEqualTo(1);
    }

    @Test
    void aSecretIsInTheFirstAnswerAloneAndNowhereKept() {
        String made = "{\"connector\": \"github\", \"kind\": \"endpoint\"}";
        HttpResponse<String> first = a.send("POST", a.path("/connections"), made, KEY, "endpoint");
        HttpResponse<String> again = a.send("POST", a.path("/connections"), made, KEY, "endpoint");
        String secret =
                JsonMapper.shared().readTree(first.body()).path("secret").asString();

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("urn:mullion:shown-once").doesNotContain(secret);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(stored()).noneMatch(row -> row.contains(secret)).noneMatch(row -> row.contains("endpoint\""));
        assertThat(a.get("/connections").body().split("\"con_", -1)).hasSize(3);
    }

    @Test
    void everyPostTakesAKey() {
        Operations.routed().stream()
                .filter(operation -> operation.method().equals("POST"))
                .forEach(operation -> {
                    String path = a.path(
                            a.filled(operation.path().substring("/api/v1/workspaces/{slug}".length()), a.connection()));
                    String key = UUID.randomUUID().toString();
                    HttpResponse<String> answer = a.send("POST", path, "", KEY, key);
                    assertThat(answer.statusCode()).as(operation.toString()).isLessThan(500);
                    assertThat(answer.body()).as(operation.toString()).doesNotContain("/Idempotency-Key");
                });
    }

    private List<String> stored() {
        return SERVER.bean(Workspaces.class)
                .within(
                        a.workspace().id(),
                        () -> SERVER.bean(TenantSql.class)
                                .sql("select r::text from request r where r.workspace_id = :workspace")
                                .query(String.class)
                                .list());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }
}
