package dev.mullion.vault;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a secret is and where it may go.
 *
 * @param hosts the names of hosts that it may be sent to, without port or wildcard; none: it is never sent
 */
public record SecretTerms(SecretClass kind, Set<String> hosts) {

    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int MOST_HOSTS = 20;

    public SecretTerms {
        TreeSet<String> lower = new TreeSet<>();
        hosts.forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
        if (lower.size() > MOST_HOSTS
                || !lower.stream().allMatch(host -> HOST.matcher(host).matches())) {
            throw new IllegalArgumentException(
                    "a secret names at most " + MOST_HOSTS + " hosts like api.example.com, without port or wildcard");
        }
        hosts = Set.copyOf(lower);
    }

    /** One that is never sent anywhere: it verifies or signs here. */
    public static SecretTerms unsent(SecretClass kind) {
        return new SecretTerms(kind, Set.of());
    }

    public static SecretTerms vendorToken(String... hosts) {
        return new SecretTerms(SecretClass.VENDOR_TOKEN, Set.of(hosts));
    }

    /** In an order that does not change, to be bound to what is sealed. */
    List<String> sortedHosts() {
        return hosts.stream().sorted().toList();
    }
}
