package dev.mullion.bench.project;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.github.GitHubProjection;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The ways to read a pull request's delivery, each of which returns something that only a whole reading gives. */
final class Ways {

    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "HmacSHA256");

    private Ways() {}

    /** Reads one body once. */
    @FunctionalInterface
    interface Reader {
        long read(byte[] body);
    }

    record Way(String name, Reader reader) {}

    /** Mullion's first, the limit last. */
    static List<Way> all() {
        return List.of(
                new Way("Mullion: projection to facts, ids hashed", projection()),
                new Way("Jackson data binding to maps", maps()),
                new Way("Jackson tree", tree()),
                new Way("limit: Jackson's streaming parser, skipping everything", skipping()));
    }

    private static Reader projection() {
        GitHubProjection projection = new GitHubProjection();
        IdHasher hasher = Ways::hash;
        return body -> switch (projection.project("pull_request", body, body.length, hasher)) {
            case Projected.Kept kept -> kept.facts().size();
            case Projected other -> throw new BenchmarkFailed("a body was not kept: " + other);
        };
    }

    /** As the product hashes: HMAC-SHA256 under a key of the workspace, cut to 128 bits. */
    private static IdHash hash(String kind, byte[] id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(KEY);
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            ByteBuffer made = ByteBuffer.wrap(mac.doFinal(id));
            return new IdHash(new UUID(made.getLong(), made.getLong()));
        } catch (GeneralSecurityException e) {
            throw new BenchmarkFailed("every Java runtime has HmacSHA256", e);
        }
    }

    private static Reader maps() {
        JsonMapper mapper = JsonMapper.builder().build();
        TypeReference<Map<String, Object>> type = new TypeReference<>() {};
        return body -> mapper.readValue(body, type).size();
    }

    private static Reader tree() {
        JsonMapper mapper = JsonMapper.builder().build();
        return body -> mapper.readTree(body).size();
    }

    private static Reader skipping() {
        JsonFactory factory = JsonFactory.builder().build();
        JsonMapper mapper = JsonMapper.builder(factory).build();
        return body -> {
            try (JsonParser parser = mapper.createParser(body)) {
                parser.nextToken();
                parser.skipChildren();
                return parser.currentLocation().getByteOffset();
            }
        };
    }
}
