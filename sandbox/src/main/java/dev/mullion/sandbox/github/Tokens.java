package dev.mullion.sandbox.github;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of the new form: long, of no fixed length, with dots, hyphens and underscores. */
final class Tokens {

    static final Duration LIFE = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Life> known = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private record Life(long installation, Instant until) {}

    String mint(long app, long installation, Instant now) {
        String token = "ghs_" + app + "_" + part(60) + "." + part(260 + random.nextInt(40)) + "." + part(60);
        known.put(token, new Life(installation, now.plus(LIFE)));
        return token;
    }

    boolean isKnown(String token, Instant now) {
        Life life = known.get(token);
        return life != null && now.isBefore(life.until());
    }

    void end(String token) {
        known.remove(token);
    }

    /** An installation is no more, and no token of it is good. */
    void endAllOf(long installation) {
        known.values().removeIf(life -> life.installation() == installation);
    }

    /** Whether this is the first time that it is shown. */
    boolean isFirstUse(String token) {
        return used.add(token);
    }

    private String part(int bytes) {
        byte[] chance = new byte[bytes];
        random.nextBytes(chance);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
    }
}
