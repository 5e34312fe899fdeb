package dev.mullion.probes;

import dev.mullion.audit.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route that the running server has, from the table that it serves by. */
@Component
class Routes {

    /** Open to strangers because the contract says so; error pages are of requests that were refused before. */
    private static final Set<String> OPEN = Set.of(
            "/healthz",
            "/readyz",
            "/api/v1/openapi.json",
            "/trust",
            "/trust.json",
            "/.well-known/security.txt",
            "/link/{secret}",
            "/set-up/{secret}",
            "/connect/link/{secret}",
            "/signed-out",
            "/error");

    private final RequestMappingHandlerMapping handlers;

    Routes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
        this.handlers = handlers;
    }

    List<Route> all() {
        return handlers.getHandlerMethods().keySet().stream()
                .flatMap(Routes::routes)
                .filter(route -> !route.pattern().equals("/error"))
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    /** Those of this server that change something and do not say what they leave in the log. */
    List<Route> silent() {
        return handlers.getHandlerMethods().entrySet().stream()
                .filter(handler -> !handler.getValue().hasMethodAnnotation(Recorded.class))
                .flatMap(handler -> routes(handler.getKey()))
                .filter(route -> !route.reads() && !route.pattern().equals("/error"))
                .toList();
    }

    List<Route> ofWorkspaces() {
        return all().stream().filter(Route::isOfAWorkspace).toList();
    }

    List<Route> behindTheDoor() {
        return all().stream().filter(route -> !OPEN.contains(route.pattern())).toList();
    }

    List<Route> open() {
        return all().stream().filter(route -> OPEN.contains(route.pattern())).toList();
    }

    /** What every page of this kind can be filled with that leads somewhere. */
    static Map<String, String> in(String slug) {
        return Map.of("slug", slug);
    }

    private static Stream<Route> routes(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> methods.isEmpty()
                        ? Stream.of(new Route("GET", pattern))
                        : methods.stream().map(method -> new Route(method.name(), pattern)));
    }
}
