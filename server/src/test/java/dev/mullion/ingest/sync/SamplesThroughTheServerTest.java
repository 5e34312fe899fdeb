package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.HookSecrets;
import dev.mullion.sandbox.stripe.StripeSignature;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.Vault;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends every recorded body of the three vendors, signed, to a whole server, and looks for their texts in every table.
 * They are read where they lie, outside the project; skipped where they are not.
 */
class SamplesThroughTheServerTest {

    private static final Path SAMPLES = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("samples");
    private static final String SECRET = "whsec_synthetic";

    private final TestServer server = ReadGitHub.server();

    /** A name of a vendor's own, an id, an instant or a short word is in every table by itself. */
    private static boolean isTelling(String text) {
        return text.length() > 8
                && !text.matches("[a-zA-Z_.]{1,60}|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|(evt|sub|si|price|prod|di)_.*|/Date.*");
    }

    @Test
    void ofGitHubsNothingIsKeptButNamesOfRepositories() throws IOException {
        Workspace workspace = server.newWorkspace();
        TestServer.Hook hook = server.endpoint(workspace);
        Set<String> names = new TreeSet<>();
        Map<String, Integer> answers = new TreeMap<>();
        for (Path sample : samples("github")) {
            String[] parts = sample.getFileName().toString().split("\\.", -1);
            byte[] body = Files.readAllBytes(sample);
            answers.put(
                    sample.getFileName().toString(),
                    server.deliver(hook, parts[0].equals("webhook") ? parts[1] : "pull_request", body)
                            .statusCode());
            JsonNode read = JsonMapper.shared().readTree(body);
            names.add(read.at("/repository/name").asString(""));
        }

        assertThat(answers.entrySet())
                .filteredOn(one -> one.getKey().startsWith("webhook."))
                .hasSizeGreaterThanOrEqualTo(20)
                .allMatch(one -> one.getValue() == 200);
        assertNothingKept(workspace.id(), "github", names);
    }

    @Test
    void ofStripesNothingIsKept() throws IOException {
        ReadStripe link = ReadStripe.connected();
        link.inside(() -> {
            ReadStripe.bean(Vault.class)
                    .store(
                            new SecretRef(link.id.value(), HookSecrets.FIELD),
                            HookSecrets.terms(),
                            SECRET.getBytes(StandardCharsets.US_ASCII),
                            Actor.OPERATOR);
            return true;
        });
        String key = link.inside(() -> ReadStripe.bean(Connections.class).hookKey(link.id));
        Map<String, Integer> answers = new TreeMap<>();
        for (Path sample : samples("stripe")) {
            byte[] body = Files.readAllBytes(sample);
            answers.put(
                    sample.getFileName().toString(),
                    server.send(HttpRequest.newBuilder(server.address().resolve("/hooks/stripe/" + key))
                                    .header("Stripe-Signature", StripeSignature.header(SECRET, Instant.now(), body))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                            .statusCode());
        }

        assertThat(answers.entrySet())
                .filteredOn(one -> one.getKey().contains("event"))
                .hasSize(2)
                .allMatch(one -> one.getValue() == 200);
        assertThat(answers.values()).containsOnly(200, 400);
        assertNothingKept(link.workspace.id(), "stripe", Set.of());
    }

    @Test
    void ofXerosNothingIsKept() throws IOException {
        ReadXero link = ReadXero.connected();
        List<String> answers = new ArrayList<>();
        for (Path sample : samples("xero")) {
            byte[] body = Files.readString(sample)
                    .replaceAll("(\"tenantId\"\\s*:\\s*\")[0-9a-fA-F-]+", "$1" + link.organisation.tenant())
                    .getBytes(StandardCharsets.UTF_8);
            answers.add(XeroHook.send(body, XeroHook.signature(body)));
        }

        assertThat(answers).hasSizeGreaterThan(20).containsOnly("200 ");
        assertThat(link.count("select count(*) from delivery where workspace_id = :workspace"))
                .isPositive();
        assertNothingKept(link.workspace.id(), "xero", Set.of());
    }

    private static void assertNothingKept(WorkspaceId workspace, String vendor, Set<String> names) throws IOException {
        String kept = String.join("\n", Conformed.kept(workspace));
        Set<String> texts = new TreeSet<>();
        for (Path sample : samples(vendor)) {
            collect(JsonMapper.shared().readTree(Files.readAllBytes(sample)), texts);
        }
        texts.removeAll(names);
        assertThat(texts.stream().filter(SamplesThroughTheServerTest::isTelling))
                .hasSizeGreaterThan(50)
                .noneMatch(kept::contains);
    }

    private static List<Path> samples(String vendor) throws IOException {
        assumeThat(SAMPLES.resolve(vendor))
                .as("recorded samples; set MULLION_SHARED to the folder that holds samples")
                .isDirectory();
        try (Stream<Path> files = Files.list(SAMPLES.resolve(vendor))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isString()) {
            texts.add(node.stringValue());
        }
        node.forEach(child -> collect(child, texts));
    }
}
