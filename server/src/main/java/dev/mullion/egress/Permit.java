package dev.mullion.egress;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything that one connector may do outside. What is not in it cannot be asked, by whatever mistake.
 *
 * @param vendor names whose budgets are spent: {@code github}. Endpoints with a rate of their own, as Slack's tiers
 *     have, are another permit of the same vendor with the same budgets for account and vendor
 * @param headers names of headers, besides those for caching, that a call may carry in the clear
 */
public record Permit(
        String vendor,
        List<Endpoint> endpoints,
        Set<String> headers,
        List<Budget> budgets,
        LimitSigns signs,
        Bounds bounds) {

    private static final Pattern VENDOR = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern HEADER = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Set<String> FOR_CACHING = Set.of("if-none-match", "if-modified-since");
    /** Of the connection itself, of secrets, or a way to ask for another method than the one that was judged. */
    private static final Set<String> NEVER = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "accept",
            "accept-encoding",
            "range",
            "user-agent",
            "authorization",
            "proxy-authorization",
            "cookie",
            "x-api-key",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");

    public Permit {
        endpoints = List.copyOf(endpoints);
        headers = headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        budgets = List.copyOf(budgets);
        if (!VENDOR.matcher(vendor).matches() || endpoints.isEmpty()) {
            throw new IllegalArgumentException("a permit has a vendor of a-z, 0-9 and hyphens, and an endpoint");
        }
        if (budgets.stream().noneMatch(budget -> budget instanceof Budget.Rate)
                || budgets.stream().noneMatch(budget -> budget instanceof Budget.InFlight)) {
            throw new IllegalArgumentException("a permit bounds the rate and what is in flight: " + vendor);
        }
        headers.stream()
                .filter(name -> !HEADER.matcher(name).matches() || NEVER.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("no call carries this header in the clear: " + name);
                });
    }

    /** One with the bounds and the signs that most vendors have. */
    public static Permit of(String vendor, List<Endpoint> endpoints, List<Budget> budgets) {
        return new Permit(vendor, endpoints, Set.of(), budgets, LimitSigns.standard(), Bounds.standard());
    }

    public Permit withHeaders(String... names) {
        return new Permit(vendor, endpoints, Set.of(names), budgets, signs, bounds);
    }

    public Permit withSigns(LimitSigns other) {
        return new Permit(vendor, endpoints, headers, budgets, other, bounds);
    }

    public Permit within(Bounds other) {
        return new Permit(vendor, endpoints, headers, budgets, signs, other);
    }

    /** The same endpoints at a sandbox, where the operator set one. */
    public Permit at(Origin sandbox) {
        return new Permit(
                vendor,
                endpoints.stream().map(endpoint -> endpoint.at(sandbox)).toList(),
                headers,
                budgets,
                signs,
                bounds);
    }

    /** The endpoint that a request is for; empty where there is none, or where it is no proper address. */
    Optional<Endpoint> endpointOf(Endpoint.Method method, URI address) {
        try {
            return endpoints.stream()
                    .filter(endpoint -> endpoint.covers(method, address))
                    .findFirst();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean allowsHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return headers.contains(lower) || FOR_CACHING.contains(lower);
    }
}
