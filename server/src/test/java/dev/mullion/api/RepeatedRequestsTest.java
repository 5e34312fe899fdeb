package dev.mullion.api;

import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.api.Tenants.Tenant;
import dev.mullion.identity.Declined;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of a request that is sent again with its key. */
class RepeatedRequestsTest {

    private static final String KEY = "Idempotency-Key";
    private static final String NOTES = "/api/v1/workspaces/{slug}/notes";
    private static final RequestMappingInfo ROUTE = RequestMappingInfo.paths(NOTES, NOTES + "/more")
            .methods(RequestMethod.POST, RequestMethod.PATCH)
            .options(Operations.routes().getBuilderConfiguration())
            .build();

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static Supplier<String> next = () -> "";
    private static Runnable arrived = () -> {};

    private Tenant a;

    @BeforeAll
    static void anOperationThatWritesARow() throws NoSuchMethodException {
        Operations.routes().registerMapping(ROUTE, new Notes(), Notes.class.getDeclaredMethod("note", Call.class));
    }

    @AfterAll
    static void noSuchOperation() {
        Operations.routes().unregisterMapping(ROUTE);
    }

    @BeforeEach
    void ownWorkspace() {
        a = Tenants.with(0, 71_000);
        next = () -> "";
        arrived = () -> {};
    }

    /** Writes one row, then does what the test says. */
    static final class Notes {

        @Needs("settings:manage")
        ResponseEntity<byte[]> note(Call call) {
            call.body("text").text("text");
            arrived.run();
            return call.once(_ -> {
                int number = NUMBERS.incrementAndGet();
                SERVER.bean(TenantSql.class).sql("""
                        insert into label (workspace_id, kind, external_id, text, as_of)
                        values (:workspace, 'repository', :id, 'a note', now())
                        """).param("id", number).update();
                String said = next.get();
                return SERVER.bean(Replies.class).created(call.path() + "/" + number, Map.of("n", number, "s", said));
            });
        }
    }

    @Test
    @Attack("reliability-1")
    void fiftyAtOnceHaveOneEffectAndOneAnswer() throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(50);
        arrived = all::countDown;
        next = () -> {
            await(all);
            return "once";
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> sent = Stream.generate(() -> threads.submit(() -> send("one", "{}")))
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
        assertThat(effects()).isEqualTo(1);
        assertThat(send("one", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
    }

    @Test
    @Attack("reliability-1")
    void whileTheFirstIsUnderWayTheSecondIsToldToWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        next = () -> {
            begun.countDown();
            await(goOn);
            return "slow";
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> first = threads.submit(() -> send("slow", "{}"));
            await(begun);

            HttpResponse<String> second = send("slow", "{}");
            goOn.countDown();

            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(second.body()).contains("urn:mullion:key-in-use", "/Idempotency-Key");
            String answered = first.get().body();
            assertThat(send("slow", "{}").body()).isEqualTo(answered);
        }
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void answersAgainExactlyAsTheFirstTime() {
        HttpResponse<String> first = send("exact", "{}");
        HttpResponse<String> again = send("exact", "{}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        for (String header : List.of("Location", "Content-Type", "Content-Length", "Cache-Control")) {
            assertThat(again.headers().firstValue(header))
                    .as(header)
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    @Attack({"reliability-2", "isolation-48"})
    void refusesTheKeyOfAnotherRequestAndTellsNothingOfIt() {
        next = () -> "private";
        String first = send("shared", "{}").body();
        String colleague = "Bearer " + SERVER.token(a.workspace(), "settings:manage");
        List<HttpResponse<String>> others = List.of(
                send("shared", "{} "),
                a.send("POST", a.path("/notes/more"), body("{}"), KEY, "shared"),
                a.send("POST", a.path("/connections/" + a.connection() + "/disconnect"), "", KEY, "shared"),
                Tenants.send("POST", a.path("/notes"), body("{}"), "Authorization", colleague, KEY, "shared"));

        assertThat(others).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("urn:mullion:key-reused", "/Idempotency-Key")
                    .doesNotContain("private");
        });
        assertThat(a.send("PATCH", a.path("/notes"), body("{}"), KEY, "shared").statusCode())
                .isEqualTo(400);
        assertThat(effects()).isEqualTo(1);
        assertThat(send("shared", "{}").body()).isEqualTo(first);
    }

    @Test
    @Attack({"reliability-2", "isolation-48"})
    void aKeyOfAnotherWorkspaceIsAsNewAndItsAnswerIsNotGiven() {
        Tenant b = Tenants.with(0, 72_000);
        next = () -> "of a";
        send("both", "{}");
        next = () -> "of b";

        HttpResponse<String> theirs = b.send("POST", b.path("/notes"), body("{}"), KEY, "both");
        HttpResponse<String> stolen =
                Tenants.send("POST", a.path("/notes"), body("{}"), "Authorization", b.bearer(), KEY, "both");

        assertThat(theirs.statusCode()).isEqualTo(201);
        assertThat(theirs.body()).contains("of b");
        assertThat(stolen.statusCode()).isEqualTo(404);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    @Attack("reliability-3")
    void whatDiedAfterItsCommitIsAnsweredWhenItComesAgain() {
        next = () -> {
            Workspaces.afterCommit(() -> {
                throw new IllegalStateException("dies before the reply");
            });
            return "committed";
        };

        assertThat(send("late", "{}").statusCode()).isEqualTo(500);
        HttpResponse<String> again = send("late", "{}");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).contains("committed");
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    @Attack("reliability-4")
    void whatDiedBeforeItsCommitIsCarriedOutWhenItComesAgain() {
        next = () -> {
            SERVER.asAdministrator("""
                    select pg_terminate_backend(pid)
                      from pg_locks
                     where relation = 'mullion.label'::regclass
                       and mode = 'RowExclusiveLock'
                       and database = (select oid from pg_database where datname = current_database())
                    """);
            return "never";
        };
        assertThat(send("early", "{}").statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(effects()).isZero();
        next = () -> "at last";

        assertThat(send("early", "{}").body()).contains("at last");
        assertThat(send("early", "{}").body()).contains("at last");
        assertThat(effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @Attack("reliability-5")
    void takesKeysOfOneTo255VisibleCharacters(String key, int status) {
        assertThat(send(key, "{}").statusCode()).isEqualTo(status);
        assertThat(effects()).isEqualTo(status == 201 ? 1 : 0);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("!", 201),
                Arguments.of("~".repeat(255), 201),
                Arguments.of("\"quoted\"", 201),
                Arguments.of("k".repeat(256), 400),
                Arguments.of("", 400),
                Arguments.of("two words", 400),
                Arguments.of("a, a", 400));
    }

    /** By hand: Java's client writes no such header. */
    @Test
    @Attack("reliability-5")
    void refusesAKeyWithLettersBeyondAscii() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SERVER.address().getPort())) {
            String request = "POST " + a.path("/notes") + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + a.bearer()
                    + "\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n"
                    + KEY + ": cl\u00e9\r\n\r\n" + body("{}");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("/Idempotency-Key");
        }
        assertThat(effects()).isZero();
    }

    @Test
    @Attack("reliability-5")
    void refusesTwoKeysAndKeysOfWhatIsNoPost() {
        HttpRequest.Builder two = SERVER.request(a.path("/notes"), "Authorization", a.bearer(), KEY, "one", KEY, "one")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body("{}")));

        assertThat(SERVER.send(two).statusCode()).isEqualTo(400);
        assertThat(a.get("/tokens", KEY, "one").body()).contains("/Idempotency-Key");
        assertThat(effects()).isZero();
    }

    @Test
    @Attack("reliability-5")
    void aKeyEndsAfterADayAndNotBefore() {
        send("day", "{}");
        shift("- interval '23 hours 59 minutes'");
        assertThat(send("day", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");

        shift("- interval '1 minute'");
        HttpResponse<String> anew = send("day", "{}");

        assertThat(anew.statusCode()).isEqualTo(201);
        assertThat(anew.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    @Attack("reliability-7")
    void aKeyThatEndedStaysEndedWhenTheClockGoesBack() {
        send("before", "{}");
        shift("- interval '25 hours'"); // the clock jumps on by a day
        send("meanwhile", "{}");
        shift("+ interval '25 hours'"); // and back

        HttpResponse<String> anew = send("before", "{}");

        assertThat(anew.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(send("meanwhile", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(effects()).isEqualTo(3);
    }

    @Test
    @Attack("reliability-7")
    void aClockThatGoesBackADayMakesNothingHappenTwice() {
        send("kept", "{}");
        shift("+ interval '24 hours'");

        assertThat(send("kept", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\": 7}", "{\"text\": \"x\", \"more\": 1}", "{", ""})
    @Attack("reliability-6")
    void aRequestWithFaultsDoesNotUseUpItsKey(String faulty) {
        HttpRequest.Builder wrong = SERVER.request(a.path("/notes"), "Authorization", a.bearer(), KEY, "mine")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(faulty));
        assertThat(SERVER.send(wrong).statusCode()).isEqualTo(400);

        assertThat(send("mine", "{}").statusCode()).isEqualTo(201);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    @Attack("reliability-6")
    void whatTheOperationRefusedOrFailedAtIsKeptAndItsEffectIsNot() {
        next = () -> {
            throw new Declined("not on a Sunday");
        };
        String declined = send("declined", "{}").body();
        next = () -> {
            throw new IllegalStateException("a defect");
        };
        HttpResponse<String> broken = send("broken", "{}");
        next = () -> "would do now";

        assertThat(declined).contains("not on a Sunday");
        assertThat(send("declined", "{}").body()).isEqualTo(declined);
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(send("broken", "{}").body()).isEqualTo(broken.body()).contains("requestId");
        assertThat(effects()).isZero();
    }

    @Test
    @Attack("reliability-6")
    void whatABusyDatabaseTurnedAwayIsNotKept() {
        next = () -> {
            throw new QueryTimeoutException("busy");
        };
        assertThat(send("busy", "{}").statusCode()).isEqualTo(503);
        next = () -> "done";

        assertThat(send("busy", "{}").body()).contains("done");
        assertThat(effects()).isEqualTo(1);
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

    private HttpResponse<String> send(String key, String body) {
        return a.send("POST", a.path("/notes"), body(body), KEY, key);
    }

    private static String body(String blank) {
        return blank.replace("{}", "{\"text\": \"a\"}");
    }

    private int effects() {
        return SERVER.bean(Workspaces.class)
                .within(
                        a.workspace().id(),
                        () -> SERVER.bean(TenantSql.class)
                                .sql(
                                        "select count(*)::int from label where workspace_id = :workspace and text = 'a note'")
                                .query(Integer.class)
                                .single());
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

    /** Of the server's clock only the distance to what is stored counts. */
    private void shift(String by) {
        SERVER.asAdministrator("update mullion.request set expires_at = expires_at " + by + " where workspace_id = '"
                + a.workspace().id().value() + "'");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }
}
