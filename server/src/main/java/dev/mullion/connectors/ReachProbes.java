package dev.mullion.connectors;

import dev.mullion.checks.Check;
import dev.mullion.egress.Call;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.Endpoint.Method;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks whether clients can go beyond what manifests declare, and whether manifests declare anything that changes. */
final class ReachProbes {

    /** What is no GET and reads nothing: it makes, exchanges and ends tokens and the link itself. */
    private static final Set<String> OF_TOKENS = Set.of(
            "POST https://api.github.com/app/installations/{installation}/access_tokens",
            "POST https://api.github.com/app-manifests/{code}/conversions",
            "DELETE https://api.github.com/applications/{client}/token",
            "DELETE https://api.github.com/installation/token",
            "DELETE https://api.github.com/app/installations/{installation}",
            "POST https://github.com/login/oauth/access_token",
            "POST https://identity.xero.com/connect/token",
            "POST https://identity.xero.com/connect/revocation",
            "DELETE https://api.xero.com/connections/{connection}");

    private static final Set<String> LEVELS = Set.of("read", "renew");
    private static final Pattern CHANGES = Pattern.compile("(?m)^\\s*(mutation|subscription)\\b");
    private static final String ELSEWHERE = "https://undeclared.invalid";
    private static final String UNDECLARED = "/undeclared-by-every-manifest";

    private final Manifests manifests;
    private final List<VendorClient> clients;

    ReachProbes(Manifests manifests, List<VendorClient> clients) {
        this.manifests = manifests;
        this.clients = List.copyOf(clients);
    }

    List<Check> run() {
        return Stream.concat(
                        manifests.byConnector().entrySet().stream().map(one -> reads(one.getKey(), one.getValue())),
                        clients.stream().map(this::stays))
                .toList();
    }

    private static Check reads(String connector, Manifest manifest) {
        List<String> changing = Stream.concat(
                        manifest.reach().endpoints().stream()
                                .filter(endpoint -> !isReading(endpoint))
                                .map(Endpoint::toString),
                        manifest.asks().stream()
                                .filter(scope -> !LEVELS.contains(scope.level()))
                                .map(Manifest.Scope::name))
                .toList();
        return Check.of(
                "reach.reads." + connector,
                changing.isEmpty(),
                changing.isEmpty()
                        ? manifest.reach().endpoints().size() + " endpoints read, or make and end tokens; "
                                + manifest.asks().size() + " permissions read, each with its reason"
                        : "declared, and more than reading: " + String.join(", ", changing));
    }

    private static boolean isReading(Endpoint endpoint) {
        boolean asksInWords = !endpoint.documents().isEmpty()
                && endpoint.documents().stream()
                        .noneMatch(document -> CHANGES.matcher(document).find());
        return endpoint.method() == Method.GET || asksInWords || OF_TOKENS.contains(endpoint.toString());
    }

    private Check stays(VendorClient client) {
        String name = "reach.stays." + client.connector();
        Manifest manifest = manifests.byConnector().get(client.connector());
        if (manifest == null) {
            return Check.failed(name, "a client goes out that no manifest declares");
        }
        List<Endpoint> beyond = client.beyond(manifest);
        List<Call> undeclared = undeclared(client, manifest);
        long let = undeclared.stream().filter(call -> !client.refuses(call)).count();
        return Check.of(
                name,
                beyond.isEmpty() && let == 0,
                "of " + undeclared.size() + " undeclared calls " + let + " would have left; " + beyond.size()
                        + " endpoints of the client are in no manifest");
    }

    /** Another path, another method and another query at every host that is asked, and another host. */
    private static List<Call> undeclared(VendorClient client, Manifest manifest) {
        Stream<Call> atHosts = manifest.reach().endpoints().stream()
                .map(endpoint -> client.here(endpoint.origin()).toString())
                .distinct()
                .flatMap(origin ->
                        Stream.of(get(origin + UNDECLARED), delete(origin + "/"), get(origin + "/repos/a/b/tarball")));
        Stream<Call> otherwise = manifest.reach().endpoints().stream()
                .filter(endpoint ->
                        endpoint.method() == Method.GET && !endpoint.path().contains("{"))
                .flatMap(endpoint -> {
                    String address = client.here(endpoint.origin()) + endpoint.path();
                    return Stream.of(delete(address), get(address + "?undeclared=1"));
                });
        return Stream.of(atHosts, otherwise, Stream.of(get(ELSEWHERE + "/")))
                .flatMap(calls -> calls)
                .toList();
    }

    private static Call get(String address) {
        return Call.get(URI.create(address), "verify");
    }

    private static Call delete(String address) {
        return Call.delete(URI.create(address), "verify");
    }
}
