package dev.mullion.egress;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param address whole, as {@link Endpoint#address} makes it or as the vendor sent it for the next page
 * @param account whose budget is spent; any name that stays the same
 * @param headers what a permit allows in the clear
 * @param credential absent: the request carries nothing secret
 */
public record Call(
        Endpoint.Method method,
        URI address,
        String account,
        Map<String, String> headers,
        Optional<Body> body,
        Optional<Credential> credential) {

    private static final int LONGEST_HEADER = 4_096;
    private static final int LONGEST_BODY = 1 << 20;

    public Call {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (account.isEmpty() || account.length() > 200) {
            throw new IllegalArgumentException("an account's name has 1 to 200 characters");
        }
        headers.forEach((name, value) -> {
            if (value.length() > LONGEST_HEADER || !value.chars().allMatch(one -> one >= 0x20 && one < 0x7f)) {
                throw new IllegalArgumentException("the header " + name + " is not one short line of ASCII");
            }
        });
        boolean takesBody = method == Endpoint.Method.POST
                || (method == Endpoint.Method.DELETE && body.orElse(null) instanceof Body.Fields);
        if (body.isPresent() && !takesBody) {
            throw new IllegalArgumentException("a POST has a body, and a DELETE names what ends, this is a " + method);
        }
    }

    /** What is sent. */
    public sealed interface Body {

        /** A text in JSON, up to a mebibyte. */
        record Json(String text) implements Body {
            public Json {
                if (text.length() > LONGEST_BODY) {
                    throw new IllegalArgumentException("a body has at most " + LONGEST_BODY + " characters");
                }
            }
        }

        /**
         * A question in GraphQL.
         *
         * @param document as the endpoint declares it
         * @param variables the only part that changes from call to call
         */
        record GraphQl(String document, Map<String, String> variables) implements Body {
            public GraphQl {
                variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
                if (document.length() > LONGEST_BODY
                        || variables.values().stream().anyMatch(it -> it.length() > 4_096)) {
                    throw new IllegalArgumentException(
                            "a GraphQL question is bounded, and so is each of its variables");
                }
            }
        }

        /** Fields in the clear; a {@link Credential} adds the secret ones. */
        record Form(Map<String, String> fields) implements Body {
            public Form {
                fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            }
        }

        /** A flat object in JSON, of texts; a {@link Credential} adds the secret ones. */
        record Fields(Map<String, String> fields) implements Body {
            public Fields {
                fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            }
        }
    }

    public static Call get(URI address, String account) {
        return new Call(Endpoint.Method.GET, address, account, Map.of(), Optional.empty(), Optional.empty());
    }

    public static Call post(URI address, String account, Body body) {
        return new Call(Endpoint.Method.POST, address, account, Map.of(), Optional.of(body), Optional.empty());
    }

    /** A DELETE of what the fields name, such as a token. */
    public static Call delete(URI address, String account, Body.Fields named) {
        return new Call(Endpoint.Method.DELETE, address, account, Map.of(), Optional.of(named), Optional.empty());
    }

    public static Call delete(URI address, String account) {
        return new Call(Endpoint.Method.DELETE, address, account, Map.of(), Optional.empty(), Optional.empty());
    }

    public Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, address, account, more, body, credential);
    }

    public Call with(Credential secret) {
        return new Call(method, address, account, headers, body, Optional.of(secret));
    }

    Call at(URI other) {
        return new Call(method, other, account, headers, body, credential);
    }

    /** Neither path nor query: both can hold what is a tenant's. */
    @Override
    public String toString() {
        return method + " " + address.getHost();
    }
}
