package dev.mullion.api;

import static dev.mullion.api.Tenants.SERVER;

import dev.mullion.api.Tenants.Tenant;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/**
 * An operation that writes one row and then does what the test says, and a new workspace whose program asks for it. It
 * is on the server's table of routes until it is closed.
 */
final class Notes implements AutoCloseable {

    static final String KEY = "Idempotency-Key";

    private static final String PATH = "/api/v1/workspaces/{slug}/notes";
    private static final RequestMappingInfo ROUTE = RequestMappingInfo.paths(PATH, PATH + "/more")
            .methods(RequestMethod.POST, RequestMethod.PATCH)
            .options(Operations.routes().getBuilderConfiguration())
            .build();

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final Tenant tenant = Tenants.with(0, 71_000);
    private volatile Supplier<String> next = () -> "";
    private volatile Runnable arrival = () -> {};

    private Notes() {}

    static Notes offered() {
        try {
            Notes notes = new Notes();
            Operations.routes().registerMapping(ROUTE, notes, Notes.class.getDeclaredMethod("note", Call.class));
            return notes;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the method is below", e);
        }
    }

    @Needs("settings:manage")
    ResponseEntity<byte[]> note(Call call) {
        call.body("text").text("text");
        arrival.run();
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

    /** What is done from now on when the row is written, within its transaction; the answer says what comes of it. */
    void next(Supplier<String> does) {
        next = does;
    }

    /** What is done from now on before its key is looked at. */
    void onArrival(Runnable does) {
        arrival = does;
    }

    HttpResponse<String> send(String key, String body) {
        return tenant.send("POST", tenant.path("/notes"), body(body), KEY, key);
    }

    /** A body that the operation takes; blanks stay where they are. */
    static String body(String blank) {
        return blank.replace("{}", "{\"text\": \"a\"}");
    }

    /** How many rows were written and stayed. */
    int effects() {
        return SERVER.bean(Workspaces.class)
                .within(
                        tenant.workspace().id(),
                        () -> SERVER.bean(TenantSql.class)
                                .sql(
                                        "select count(*)::int from label where workspace_id = :workspace and text = 'a note'")
                                .query(Integer.class)
                                .single());
    }

    @Override
    public void close() {
        Operations.routes().unregisterMapping(ROUTE);
    }
}
