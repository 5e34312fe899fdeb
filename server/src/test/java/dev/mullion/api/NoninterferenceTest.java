package dev.mullion.api;

import static dev.mullion.api.Tenants.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.api.Tenants.Tenant;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NoninterferenceTest {

    /** What two runs differ in by right: ids, clocks, secrets, seals and the names that the test server gives. */
    private static final Pattern OWN = Pattern.compile(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mul_[A-Za-z0-9_-]+|whs_[A-Za-z0-9_-]+|company-[0-9]+"
                    + "|(?<=content-length=\\[)[0-9]+|[Pp]erson[- ][0-9]+|(?<=hooks/github/)[A-Za-z0-9_-]+|(?<=cursor=)[A-Za-z0-9_-]+"
                    + "|(?<=\"label\":\"webhook )[0-9a-f]{12}"
                    + "|(?<=\"next\":\")[A-Za-z0-9_-]+|W/\"[A-Za-z0-9_-]+\"");

    private static final Pattern CLOCK = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9.]+Z?");

    @Test
    @Attack("isolation-57")
    void aDayOfOneWorkspaceIsTheSameWhateverAnotherDoes() {
        List<String> alone = day(() -> {});

        Tenant busy = Tenants.with(9, 71_000);
        List<String> beside = day(() -> bustle(busy));

        assertThat(beside).isEqualTo(alone);
    }

    /** What a member and a program of a new workspace do and see. */
    private static List<String> day(Runnable meanwhile) {
        Tenant tenant = Tenants.with(5, 71_000);
        List<String> seen = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        String endpoint = "{\"connector\": \"github\", \"kind\": \"endpoint\"}";
        String token = "{\"name\": \"CI\", \"permissions\": [\"engineering:read\"], \"lifeSeconds\": 60}";
        for (String step : List.of(
                "/engineering/metrics?days=800",
                "/engineering/repositories?limit=1",
                "/engineering/pull-requests?limit=2",
                "/engineering/pull-requests/pul_71000",
                "/engineering/pull-requests/pul_71008",
                "POST /connections",
                "POST /tokens",
                "/connections",
                "/deliveries",
                "/deliveries/hours",
                "/members",
                "/tokens",
                "/audit?limit=3",
                "/nothing")) {
            meanwhile.run();
            HttpResponse<String> answer = step.equals("POST /connections")
                    ? tenant.send("POST", tenant.path("/connections"), endpoint)
                    : step.equals("POST /tokens") ? tenant.asMember("POST", "/tokens", token) : tenant.get(step);
            seen.add(step + "\n" + masked(Tenants.seen(answer), names));
        }
        return seen;
    }

    private static void bustle(Tenant busy) {
        busy.get("/engineering/metrics");
        busy.get("/engineering/pull-requests/pul_71000");
        busy.send("POST", busy.path("/connections"), "{\"connector\": \"github\", \"kind\": \"endpoint\"}");
        busy.asMember("POST", "/tokens", "{\"name\": \"B\", \"permissions\": [\"audit:read\"], \"lifeSeconds\": 60}");
        SERVER.deliver(
                SERVER.endpoint(busy.workspace()), "ping", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Each own thing by the order in which it is first seen, so that confusing two of them would show. */
    private static String masked(String answer, Map<String, String> names) {
        String timeless = CLOCK.matcher(answer).replaceAll("at");
        return OWN.matcher(timeless)
                .replaceAll((MatchResult found) -> names.computeIfAbsent(found.group(), _ -> "own" + names.size()));
    }
}
