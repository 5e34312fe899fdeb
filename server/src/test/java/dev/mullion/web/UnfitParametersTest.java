package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.tenancy.Workspace;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every page that takes parameters, and what it says of one that is none. */
class UnfitParametersTest {

    private static final List<String> PULL_REQUESTS =
            List.of("state", "repository", "merged", "opened", "age", "by", "waiting", "reviewer", "order");
    private static final List<String> EVENTS = List.of("what", "who", "until", "after");

    private static final Map<String, List<String>> TAKEN = Map.ofEntries(
            Map.entry("/engineering", and(PULL_REQUESTS, "days")),
            Map.entry("/engineering/live", and(PULL_REQUESTS, "days")),
            Map.entry("/engineering/pull-requests", and(PULL_REQUESTS, "after")),
            Map.entry("/engineering/pull-requests.csv", PULL_REQUESTS),
            Map.entry("/finance/receivables", List.of("age", "currency", "after")),
            Map.entry("/finance/credits", List.of("currency", "after")),
            Map.entry("/finance/spend", List.of("month", "currency", "vendor", "since", "kind", "after")),
            Map.entry("/finance/infrastructure", List.of("month", "currency", "provider", "after")),
            Map.entry("/finance/movements", List.of("month", "currency", "kind", "after")),
            Map.entry("/finance/subscriptions", List.of("at", "currency", "counted", "after")),
            Map.entry("/risk", List.of("show", "severity", "after")),
            Map.entry("/audit", EVENTS),
            Map.entry("/audit/export", and(EVENTS, "format")));

    /** Each is none of anything, and some have brought down what reads them. */
    private static final List<String> UNFIT = List.of(
            "canary!",
            "%00",
            "9".repeat(40),
            "%2B999999999-12-31",
            "%2B999999999-12",
            "2026-02-31",
            "%2B999999999-12-31/00000000-0000-0000-0000-000000000001/a",
            "%2B999999999-12/a/a/a",
            "canary".repeat(60));

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();

    static Stream<Arguments> parameters() {
        return TAKEN.entrySet().stream()
                .flatMap(page -> page.getValue().stream().map(name -> Arguments.of(page.getKey(), name)));
    }

    @ParameterizedTest(name = "{0}?{1}=")
    @MethodSource("parameters")
    void namesWhichOneAndWhatItExpectsAndNeverWhatWasWritten(String page, String name) {
        TestServer.Member manager = server.manager(workspace);

        for (String value :
                UNFIT.stream().filter(one -> !mayBeAWord(page, name, one)).toList()) {
            HttpResponse<String> answer = server.get(at(page, name + "=" + value), manager.header());

            assertThat(answer.statusCode()).as(value).isEqualTo(400);
            assertThat(Jsoup.parse(answer.body()).text())
                    .as(value)
                    .contains("This address does not fit", "Its parameter \"" + name + "\" must be ")
                    .doesNotContain("canary", "999999");
        }
    }

    /** Ids and words of others: of what shape they are is known, and not which there are. */
    private static boolean mayBeAWord(String page, String name, String value) {
        return value.matches("[a-z0-9-]{1,60}")
                && (List.of("vendor", "provider").contains(name)
                        || (page.equals("/finance/subscriptions") && name.equals("after")));
    }

    @ParameterizedTest(name = "{0}?{1}=")
    @MethodSource("parameters")
    void anEmptyOneIsNotAsked(String page, String name) {
        String more = page.equals("/audit/export") && !name.equals("format") ? "&format=csv" : "";

        assertThat(server.get(
                                at(page, name + "=" + more),
                                server.manager(workspace).header())
                        .statusCode())
                .isEqualTo(name.equals("format") ? 400 : 200);
    }

    /** A stranger learns nothing by it of whether there is such a workspace. */
    @Test
    void answersAStrangerTheSameWhereverTheyAsk() {
        TestServer.Member stranger = server.manager(server.newWorkspace());

        TAKEN.forEach((page, names) -> names.forEach(name -> {
            String query = page + "?" + name + "=canary!";
            HttpResponse<String> neighbours = server.get("/w/" + workspace.slug() + query, stranger.header());
            HttpResponse<String> nobodys = server.get("/w/no-such-company" + query, stranger.header());
            assertThat(neighbours.body()).as(query).isEqualTo(nobodys.body());
            assertThat(neighbours.statusCode()).as(query).isEqualTo(nobodys.statusCode());
        }));
    }

    /** A page that is added with parameters has to be added above. */
    @Test
    void knowsEveryPageThatTakesParameters() {
        Set<String> routes = server
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(route ->
                        route.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .filter(route -> route.getValue().getBeanType().getPackageName().equals("dev.mullion.web"))
                .filter(route -> takesAll(route.getValue().getMethod()))
                .flatMap(route -> route.getKey().getPatternValues().stream())
                .map(path -> path.replace("/w/{slug}", ""))
                .collect(Collectors.toSet());

        assertThat(routes).isEqualTo(TAKEN.keySet());
    }

    private static boolean takesAll(Method method) {
        return Arrays.stream(method.getParameters())
                .anyMatch(one -> one.isAnnotationPresent(RequestParam.class)
                        && one.getType().equals(Map.class));
    }

    private String at(String page, String query) {
        return "/w/" + workspace.slug() + page + "?" + query;
    }

    private static List<String> and(List<String> names, String more) {
        return Stream.concat(names.stream(), Stream.of(more)).toList();
    }
}
