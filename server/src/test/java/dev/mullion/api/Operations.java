package dev.mullion.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operations of the API: as the server's table of routes has them, and as the description has them. */
final class Operations {

    static final JsonNode DESCRIPTION = JsonMapper.shared()
            .readTree(Tenants.SERVER.get("/api/v1/openapi.json").body());

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private Operations() {}

    /** @param query the parameters, sorted */
    record Operation(String method, String path, String permission, List<String> query) {

        boolean isOfAWorkspace() {
            return path.contains("{slug}");
        }

        boolean hasId() {
            return path.contains("{id}");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static RequestMappingHandlerMapping routes() {
        return Tenants.SERVER.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    static Set<Operation> routed() {
        return routes().getHandlerMethods().entrySet().stream()
                .flatMap(route -> route.getKey().getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .map(path -> routed(path, route)))
                .collect(Collectors.toCollection(Operations::sorted));
    }

    private static Operation routed(String path, Map.Entry<RequestMappingInfo, HandlerMethod> route) {
        String methods = route.getKey().getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .collect(Collectors.joining("+"));
        Optional<Needs> needs = Optional.ofNullable(route.getValue().getMethodAnnotation(Needs.class));
        return new Operation(
                methods,
                path,
                needs.map(Needs::value).orElse("none"),
                needs.map(known -> Arrays.stream(known.query()).sorted().toList())
                        .orElse(List.of()));
    }

    static Set<Operation> described() {
        Set<Operation> all = sorted();
        DESCRIPTION
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> all.add(new Operation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue().path("x-permission").asString("missing"),
                                query(method.getValue())))));
        return all;
    }

    private static List<String> query(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .map(parameter -> parameter.path("name").asString(""))
                .sorted()
                .toList();
    }

    private static Set<Operation> sorted() {
        return new TreeSet<>(java.util.Comparator.comparing(Operation::toString));
    }
}
