package dev.mullion.bench.project;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.github.GitHubProjection;
import dev.mullion.keys.IdHasher;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.MasterKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kohsuke.github.GHEventPayload;
import org.kohsuke.github.GitHub;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The ways to read a pull request's delivery, each of which returns something that only a whole reading gives. */
final class Ways {

    static final String DATA_BINDING = "Jackson data binding to maps";
    static final String SDK = "github-api for Java: its own classes";

    private Ways() {}

    /** Reads one body once. */
    @FunctionalInterface
    interface Reader {
        long read(byte[] body);
    }

    record Way(String name, Reader reader) {}

    /**
     * Mullion's first, the limit last.
     *
     * @param folder for the key that ids are hashed with
     */
    static List<Way> all(Path folder) {
        return List.of(
                new Way("Mullion: projection to facts, ids hashed", projection(folder)),
                new Way(DATA_BINDING, maps()),
                new Way("Jackson tree", tree()),
                new Way(SDK, sdk()),
                new Way("limit: Jackson's streaming parser, skipping everything", skipping()));
    }

    private static Reader projection(Path folder) {
        GitHubProjection projection = new GitHubProjection();
        IdHasher hasher = new KeyRing(MasterKey.create(folder.resolve("master-key"))).idHasher(UUID.randomUUID());
        return body -> switch (projection.project("pull_request", body, body.length, hasher)) {
            case Projected.Kept kept -> kept.facts().size();
            case Projected other -> throw new BenchmarkFailed("a body was not kept: " + other);
        };
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

    /** As its documentation reads a webhook, without a connection; the number stands in the pull request. */
    private static Reader sdk() {
        GitHub offline = GitHub.offline();
        return body -> {
            try (java.io.Reader text = new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
                return offline.parseEventPayload(text, GHEventPayload.PullRequest.class)
                        .getPullRequest()
                        .getNumber();
            } catch (IOException e) {
                throw new BenchmarkFailed("github-api cannot read a body: " + e.getMessage(), e);
            }
        };
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
