package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

    @Test
    @Attack("audit-1")
    void inclusionProofsHoldExactlyWhereTheVectorsSay() throws IOException {
        List<Path> vectors = vectors("merkle-inclusion");

        assertThat(vectors).hasSize(98);
        for (Path vector : vectors) {
            String text = Files.readString(vector);
            assertThat(inclusion(text)).as("%s", vector).isEqualTo(text.contains("\"wantErr\": false"));
        }
    }

    private boolean inclusion(String text) {
        try {
            return new ProofPath(path(text))
                    .includes(
                            size(text, "leafIdx"), hash(text, "leafHash"), size(text, "treeSize"), hash(text, "root"));
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
        return Words.only(field(text, name, "(-?[0-9]+)")).decimal();
    }

    private static Hash hash(String text, String name) throws Malformed {
        String value = field(text, name, "(\"[^\"]*\"|null)");
        return Hash.of(value.length() < 3 || value.equals("null") ? new byte[0] : unquoted(value));
    }

    private static byte[] unquoted(String value) throws Malformed {
        return Words.only(value.substring(1, value.length() - 1)).base64();
    }

    private static List<Hash> path(String text) throws Malformed {
        var path = new ArrayList<Hash>();
        Matcher hashes = BASE64.matcher(field(text, "proof", "(null|\\[[^\\]]*\\])"));
        while (hashes.find()) {
            path.add(Words.only(hashes.group(1)).hash());
        }
        return path;
    }

    private static String field(String text, String name, String form) {
        Matcher field = Pattern.compile("\"" + name + "\":\\s*" + form).matcher(text);
        assertThat(field.find()).as("%s in %s", name, text).isTrue();
        return field.group(1);
    }
}
