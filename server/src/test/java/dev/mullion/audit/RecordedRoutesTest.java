package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Generated from the route table: what changes something leaves its event, and so does being turned away. */
class RecordedRoutesTest {

    private static final TestServer SERVER = TestServer.shared();

    static Map<String, HandlerMethod> changing() {
        return SERVER
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(route -> isOurs(route.getValue()) && changes(route.getKey()))
                .collect(Collectors.toMap(route -> name(route.getKey()), Map.Entry::getValue));
    }

    static Stream<String> routesOfAWorkspace() {
        return changing().keySet().stream()
                .filter(route -> route.contains("{slug}"))
                .sorted();
    }

    @Test
    @Attack("audit-31")
    void everyRouteThatChangesSomethingSaysWhatItLeavesInTheLog() {
        Set<String> silent = changing().entrySet().stream()
                .filter(route -> route.getValue().getMethodAnnotation(Recorded.class) == null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(changing()).isNotEmpty();
        assertThat(silent).as("routes without @Recorded").isEmpty();
    }

    /** The watch itself: without it no test would notice a route that leaves another thing than it says. */
    @Test
    @Attack("audit-31")
    void whatARequestLeftIsComparedWithWhatItsRouteSays() {
        Workspace workspace = SERVER.newWorkspace();
        String token = SERVER.token(workspace, "settings:manage");

        int status = SERVER.send(SERVER.request(
                                "/api/v1/workspaces/" + workspace.slug() + "/connections",
                                "Authorization",
                                "Bearer " + token,
                                "Content-Type",
                                "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"connector\":\"github\",\"kind\":\"endpoint\"}")))
                .statusCode();

        assertThat(status).isEqualTo(201);
        assertThat(RecordedTally.takeDisagreements()).isEmpty();
        assertThat(RecordedTally.hasSeen("ConnectionOperations.add", AuditAction.CONNECTION_ADDED))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("routesOfAWorkspace")
    @Attack("audit-31")
    void beingTurnedAwayIsRecordedInTheWorkspace(String route) {
        Workspace workspace = SERVER.newWorkspace();
        TestServer.Member reader = SERVER.person(workspace, "engineering:read");
        String path = route.substring(route.indexOf(' ') + 1)
                .replace("{slug}", workspace.slug().value())
                .replaceAll("\\{[a-z]+}", "con_00000000-0000-7000-8000-000000000000");

        int status = send(route.substring(0, route.indexOf(' ')), path, reader);

        assertThat(status).isIn(403, 404, 415, 400);
        assertThat(entryOf("request.turned-away", workspace)).satisfies(entry -> {
            assertThat(entry.actor())
                    .isEqualTo(new Actor(Actor.Kind.PERSON, reader.id().toString()));
            assertThat(entry.outcome()).isIn("denied", "refused");
        });
    }

    @Test
    @Attack("audit-30")
    void aFloodOfRefusalsIsCountedAndNotWrittenSingly() {
        Workspace workspace = SERVER.newWorkspace();
        TestServer.Member reader = SERVER.person(workspace, "engineering:read");
        for (int request = 0; request < 40; request++) {
            send("POST", "/w/" + workspace.slug() + "/audit/verify", reader);
        }

        assertThat(entries(workspace).stream()
                        .filter(entry -> entry.verb().equals("request.turned-away"))
                        .filter(entry -> entry.actor().name().equals(reader.id().toString())))
                .hasSize(TurnedAway.SINGLY);
    }

    @Test
    void aConnectionThatIsAddedAndDisconnectedStandsInTheLog() {
        Workspace workspace = SERVER.newWorkspace();
        ConnectionId id = SERVER.endpoint(workspace).id();
        SERVER.bean(Workspaces.class).within(workspace.id(), () -> {
            SERVER.bean(Connections.class).disconnect(id, Actor.OPERATOR);
            return true;
        });

        assertThat(entries(workspace)).extracting(AuditEntry::verb).contains("connection.added", "connection.changed");
    }

    private static int send(String method, String path, TestServer.Member member) {
        return SERVER.send(SERVER.request(path, member.header())
                        .method(method, HttpRequest.BodyPublishers.ofString("labels=off")))
                .statusCode();
    }

    /** It is written when the answer is out already. */
    private static AuditEntry entryOf(String verb, Workspace workspace) {
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < patience) {
            Optional<AuditEntry> found = entries(workspace).stream()
                    .filter(entry -> entry.verb().equals(verb))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no " + verb + " within 10 seconds");
    }

    private static List<AuditEntry> entries(Workspace workspace) {
        return SERVER.bean(Workspaces.class)
                .within(workspace.id(), () -> SERVER.bean(AuditTrail.class).newest(AuditFilter.ALL, 200));
    }

    private static boolean isOurs(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().startsWith("dev.mullion");
    }

    private static boolean changes(RequestMappingInfo route) {
        return route.getMethodsCondition().getMethods().stream()
                .anyMatch(method -> !Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS)
                        .contains(method));
    }

    private static String name(RequestMappingInfo route) {
        String method =
                route.getMethodsCondition().getMethods().iterator().next().name();
        return method + " " + route.getPatternValues().iterator().next();
    }
}
