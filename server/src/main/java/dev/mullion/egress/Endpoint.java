package dev.mullion.egress;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a vendor may be asked, as a connector declares it.
 *
 * @param path such as {@code /repos/{owner}/{name}/pulls}; each placeholder is one segment, and nothing is normalised
 * @param query what may be said behind the question mark; nothing else may
 * @param accept the one form that answers are asked for in: other forms of the same address can hold more
 * @param repeatable whether asking twice is like asking once, so that an attempt that broke may be repeated
 * @param documents the GraphQL documents that may be sent there, to the letter; none: it takes no GraphQL
 */
public record Endpoint(
        Method method,
        Origin origin,
        String path,
        List<Query> query,
        String accept,
        boolean repeatable,
        Set<String> documents) {

    private static final String JSON = "application/json";

    public Endpoint {
        query = List.copyOf(query);
        documents = Set.copyOf(documents);
        PathPattern.of(path);
    }

    public enum Method {
        GET,
        POST,
        DELETE
    }

    /**
     * One name in a query.
     *
     * @param values the only ones it may have; none: any
     * @param always whether a request without it is refused
     */
    public record Query(String name, Set<String> values, boolean always) {

        public Query {
            values = Set.copyOf(values);
        }

        public static Query any(String name) {
            return new Query(name, Set.of(), false);
        }

        public static Query oneOf(String name, String... values) {
            return new Query(name, Set.of(values), false);
        }

        /** One that keeps an answer small, and therefore is always said: {@code fields}. */
        public static Query always(String name, String value) {
            return new Query(name, Set.of(value), true);
        }
    }

    public static Endpoint get(Origin origin, String path, Query... query) {
        return new Endpoint(Method.GET, origin, path, List.of(query), JSON, true, Set.of());
    }

    /** A POST that changes nothing, as GraphQL reads. */
    public static Endpoint postThatReads(Origin origin, String path) {
        return new Endpoint(Method.POST, origin, path, List.of(), JSON, true, Set.of());
    }

    /** GraphQL that reads: these documents, and no other words. */
    public static Endpoint graphQl(Origin origin, String path, String... documents) {
        return new Endpoint(Method.POST, origin, path, List.of(), JSON, true, Set.of(documents));
    }

    /** A POST that is never sent twice by itself. */
    public static Endpoint post(Origin origin, String path) {
        return new Endpoint(Method.POST, origin, path, List.of(), JSON, false, Set.of());
    }

    public static Endpoint delete(Origin origin, String path) {
        return new Endpoint(Method.DELETE, origin, path, List.of(), JSON, false, Set.of());
    }

    /** The same in another form of answer. */
    public Endpoint accepting(String mediaType) {
        return new Endpoint(method, origin, path, query, mediaType, repeatable, documents);
    }

    /** The same at a sandbox. */
    public Endpoint at(Origin other) {
        return new Endpoint(method, other, path, query, accept, repeatable, documents);
    }

    /**
     * The address of one request.
     *
     * @param segments a value for each placeholder, in their order
     * @param parameters names and values by turns, in the order in which they are sent
     */
    public URI address(List<String> segments, String... parameters) {
        if (parameters.length % 2 != 0) {
            throw new IllegalArgumentException("names and values come by turns, the last name has no value");
        }
        StringBuilder address =
                new StringBuilder(origin.toString()).append(PathPattern.of(path).filled(segments));
        for (int i = 0; i < parameters.length; i += 2) {
            address.append(i == 0 ? '?' : '&')
                    .append(Percent.encode(parameters[i]))
                    .append('=')
                    .append(Percent.encode(parameters[i + 1]));
        }
        return URI.create(address.toString());
    }

    /** Whether this is what is asked: method, host, path and every name of the query, to the letter. */
    boolean covers(Method asked, URI address) {
        return asked == method
                && address.getRawFragment() == null
                && origin.equals(Origin.of(address))
                && PathPattern.of(path).matches(address.getRawPath())
                && coversQuery(address.getRawQuery());
    }

    /**
     * Whether this may be the body: GraphQL goes only where it is declared, in declared words, and nothing else does.
     */
    boolean takes(Optional<Call.Body> body) {
        return body.orElse(null) instanceof Call.Body.GraphQl graphQl
                ? documents.contains(graphQl.document())
                : documents.isEmpty();
    }

    private boolean coversQuery(@Nullable String raw) {
        List<Map.Entry<String, String>> said = new ArrayList<>();
        if (raw != null) {
            for (String pair : Arrays.asList(raw.split("&", -1))) {
                int equals = pair.indexOf('=');
                said.add(
                        equals < 0
                                ? Map.entry(Percent.decode(pair), "")
                                : Map.entry(
                                        Percent.decode(pair.substring(0, equals)),
                                        Percent.decode(pair.substring(equals + 1))));
            }
        }
        boolean known = said.stream().allMatch(pair -> query.stream().anyMatch(allowed -> allows(allowed, pair)));
        return known
                && query.stream()
                        .filter(Query::always)
                        .allMatch(needed ->
                                said.stream().anyMatch(pair -> pair.getKey().equals(needed.name())));
    }

    private static boolean allows(Query allowed, Map.Entry<String, String> pair) {
        return allowed.name().equals(pair.getKey())
                && (allowed.values().isEmpty() || allowed.values().contains(pair.getValue()));
    }

    @Override
    public String toString() {
        return method + " " + origin + path;
    }
}
