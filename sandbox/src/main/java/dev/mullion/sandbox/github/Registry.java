package dev.mullion.sandbox.github;

import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.vendor.Question;
import dev.mullion.sandbox.vendor.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where Apps are made of manifests: a form of the browser's, a code that is good once and for an hour, and an App with
 * everything that it signs in with. Its key comes as GitHub gives it out, in PKCS#1. For one thread.
 */
final class Registry {

    private static final Duration CODE = Duration.ofHours(1);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Asked> codes = new HashMap<>();

    Registry(Clock clock) {
        this.clock = clock;
    }

    private record Asked(JsonNode manifest, Instant at) {}

    /** An App that was made, and what the program is told. */
    record Made(long id, PublicKey key, Registration registration, Reply reply) {}

    boolean isForm(Question question) {
        return question.is("POST", "(/organizations/[A-Za-z0-9-]+)?/settings/apps/new");
    }

    boolean isConversion(Question question) {
        return question.is("POST", "/app-manifests/[A-Za-z0-9_-]+/conversions");
    }

    /** The operator presses the button at GitHub, too. */
    Reply form(Question question) {
        String body = new String(question.body(), StandardCharsets.UTF_8);
        if (!body.startsWith("manifest=")) {
            return Errors.of(422, "manifest is missing");
        }
        JsonNode manifest = JsonMapper.shared()
                .readTree(URLDecoder.decode(body.substring("manifest=".length()), StandardCharsets.UTF_8));
        boolean isWhole = !manifest.path("url").asString("").isEmpty()
                && !manifest.path("redirect_url").asString("").isEmpty()
                && manifest.path("default_events").isArray()
                && manifest.path("default_events")
                        .valueStream()
                        .noneMatch(event -> event.asString("").startsWith("installation"));
        if (!isWhole) {
            return Errors.of(422, "the manifest is not whole");
        }
        String code = text(20);
        codes.put(code, new Asked(manifest, clock.instant()));
        String state = question.all("state").stream().findFirst().orElse("");
        return Reply.empty(302)
                .with(Map.of(
                        "Location", manifest.path("redirect_url").asString() + "?code=" + code + "&state=" + state));
    }

    /**
     * Empty where the code is not good, or not good any more.
     *
     * @param isBroad whether the App may do more than its manifest says
     */
    Optional<Made> convert(Question question, boolean isBroad) {
        String path = question.address().getPath();
        Asked asked = codes.remove(path.substring("/app-manifests/".length(), path.lastIndexOf('/')));
        if (asked == null || !clock.instant().isBefore(asked.at().plus(CODE))) {
            return Optional.empty();
        }
        long id = 1L + random.nextInt(1_000_000);
        KeyPair pair = AppKeys.pair();
        String slug = asked.manifest()
                .path("name")
                .asString("app")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        Registration registration = new Registration(
                slug,
                "Iv23li" + text(7),
                text(20),
                asked.manifest().path("callback_urls").path(0).asString(""));
        Map<String, String> permissions = new TreeMap<>();
        asked.manifest()
                .path("default_permissions")
                .properties()
                .forEach(each -> permissions.put(each.getKey(), each.getValue().asString("")));
        permissions.put("metadata", "read");
        if (isBroad) {
            permissions.put("secrets", "read");
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", id);
        told.put("slug", slug);
        told.put("name", NeverKept.CANARY);
        told.put("client_id", registration.clientId());
        told.put("client_secret", registration.clientSecret());
        told.put("webhook_secret", text(20));
        told.put("pem", AppKeys.pem(pair));
        told.put("permissions", permissions);
        return Optional.of(new Made(id, pair.getPublic(), registration, Reply.json(201, told)));
    }

    private String text(int bytes) {
        byte[] chance = new byte[bytes];
        random.nextBytes(chance);
        return HexFormat.of().formatHex(chance);
    }
}
