package dev.mullion.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.verifier.text.Base64Text;
import dev.mullion.verifier.text.Decimal;
import dev.mullion.verifier.text.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads published vectors where they lie, outside the project; skipped where they are not. */
class PublishedVectorsTest {

    private static final Path VECTORS = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("vectors");
    private static final Pattern BASE64 = Pattern.compile("\"([A-Za-z0-9+/=]*)\"");

    private final TreeHasher hasher = new TreeHasher();

    @Test
    void inclusionProofsHoldExactlyWhereTheVectorsSay() throws IOException {
        List<Path> vectors = vectors("merkle-inclusion");

        assertThat(vectors).hasSize(98);
        for (Path vector : vectors) {
            String text = Files.readString(vector);
            assertThat(inclusion(text)).as("%s", vector).isEqualTo(text.contains("\"wantErr\": false"));
        }
    }

    @Test
    void consistencyProofsHoldExactlyWhereTheVectorsSay() throws IOException {
        List<Path> vectors = vectors("merkle-consistency");

        assertThat(vectors).isNotEmpty();
        for (Path vector : vectors) {
            String text = Files.readString(vector);
            assertThat(consistency(text)).as("%s", vector).isEqualTo(text.contains("\"wantErr\": false"));
        }
    }

    private boolean inclusion(String text) {
        try {
            var proof = new InclusionProof(size(text, "leafIdx"), size(text, "treeSize"), path(text));
            return proof.check(hasher, hash(text, "leafHash"), hash(text, "root")) == ProofCheck.HOLDS;
        } catch (Malformed _) {
            return false;
        }
    }

    private boolean consistency(String text) {
        try {
            var proof = new ConsistencyProof(size(text, "size1"), size(text, "size2"), path(text));
            return proof.check(hasher, hash(text, "root1"), hash(text, "root2")) == ProofCheck.HOLDS;
        } catch (Malformed _) {
            return false;
        }
    }

    private static List<Path> vectors(String folder) throws IOException {
        Path root = VECTORS.resolve(folder);
        assumeTrue(
                Files.isDirectory(root),
                "published vectors; set MULLION_SHARED to the folder that holds vectors/" + folder);
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static long size(String text, String name) throws Malformed {
        return Decimal.parse(field(text, name, "(-?[0-9]+)"));
    }

    private static Hash hash(String text, String name) throws Malformed {
        String value = field(text, name, "(\"[^\"]*\"|null)");
        return Hash.of(value.length() < 3 || value.equals("null") ? new byte[0] : unquoted(value));
    }

    private static byte[] unquoted(String value) throws Malformed {
        return Base64Text.decode(value.substring(1, value.length() - 1));
    }

    private static List<Hash> path(String text) throws Malformed {
        var path = new ArrayList<Hash>();
        Matcher hashes = BASE64.matcher(field(text, "proof", "(null|\\[[^\\]]*\\])"));
        while (hashes.find()) {
            path.add(Hash.parse(hashes.group(1)));
        }
        return path;
    }

    private static String field(String text, String name, String form) {
        Matcher field = Pattern.compile("\"" + name + "\":\\s*" + form).matcher(text);
        assertThat(field.find()).as("%s in %s", name, text).isTrue();
        return field.group(1);
    }
}
