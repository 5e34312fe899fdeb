package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.identity.Permissions;
import dev.mullion.telemetry.finance.Receivables;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody asks for what stands already, or cannot be: the answer says so, and the log says nothing. */
class AskedTwiceTest {

    private final ReadXero link = ReadXero.connected();
    private final String[] bearer = {
        "Authorization",
        "Bearer " + ReadXero.server().token(link.workspace, Permissions.all().toString())
    };

    @Test
    void ofAConnectionThatReadsNothing() {
        TestServer.Hook hook = ReadXero.server().endpoint(link.workspace);
        String at = "/integrations/" + hook.id();
        List<String> before = changes();

        assertThat(List.of(leads(at + "/sync", ""), leads(at + "/backfill", ""), leads(at + "/test", "")))
                .containsOnly("sync-impossible");
        assertThat(changes()).isEqualTo(before);

        assertThat(leads(at + "/disconnect", "")).isEqualTo("disconnected");
        List<String> once = changes();
        assertThat(leads(at + "/disconnect", "")).isEqualTo("disconnected");
        assertThat(changes()).isEqualTo(once).hasSize(before.size() + 1);
    }

    @Test
    void ofACustomer() {
        link.read();
        String hash = link.inside(() -> ReadXero.bean(Receivables.class).open(Receivables.Filter.ALL, null, 1)).stream()
                .map(open -> Objects.requireNonNull(open.counterparty()).value().toString())
                .findFirst()
                .orElseThrow();
        String at = "/finance/customers/" + hash;

        for (int times = 0; times < 2; times++) {
            assertThat(leads(at, "alias=North")).isEqualTo("named");
        }
        for (int times = 0; times < 2; times++) {
            assertThat(leads(at + "/unname", "")).isEqualTo("unnamed");
        }

        assertThat(link.trail("customer.named")).hasSize(1);
        assertThat(link.trail("customer.unnamed")).hasSize(1);
    }

    @Test
    void ofRates() {
        String api = "/api/v1/workspaces/" + link.workspace.slug() + "/finance/rates";
        for (int times = 0; times < 2; times++) {
            assertThat(leads("/finance/rates", "reporting=EUR&rates=NZD 0.5 2026-01-31"))
                    .isEqualTo("rates-given");
            assertThat(Api.post(api, "{'reporting':'EUR','rates':['NZD 0.5 2026-01-31']}", bearer)
                            .statusCode())
                    .isEqualTo(200);
        }
        for (int times = 0; times < 2; times++) {
            assertThat(leads("/finance/rates/remove", "")).isEqualTo("rates-gone");
        }

        assertThat(link.trail("rates.changed")).hasSize(2);
    }

    /** Once, so that it is seen that each of these does say something when something is done. */
    @Test
    void andOnceOfWhatIsDoneEachTime() {
        link.read();
        int ended = link.trail("connection.sync-ended").size();
        String api = "/api/v1/workspaces/" + link.workspace.slug() + "/connections/" + link.id() + "/backfill";

        assertThat(ReadXero.server().post(api, "", bearer).statusCode()).isEqualTo(202);
        assertThat(leads("/audit/verify", "")).isEqualTo("verified");

        assertThat(link.trail("connection.backfill-asked")).hasSize(1);
        assertThat(link.trail("audit.verified")).hasSize(1);
        link.await(() -> link.trail("connection.sync-ended").size() > ended);
    }

    private List<String> changes() {
        return Stream.of("changed", "sync-asked", "backfill-asked", "tested")
                .flatMap(verb -> link.trail("connection." + verb).stream())
                .toList();
    }

    /** What the page that the answer leads to will say is done. */
    private String leads(String path, String form) {
        HttpResponse<String> answer =
                ReadXero.server().post("/w/" + link.workspace.slug() + path, form.replace(" ", "%20"), bearer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        String query = URI.create(answer.headers().firstValue("Location").orElseThrow())
                .getQuery();
        return query.replace("done=", "");
    }
}
