package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each guard is taken out of the verifier, which is compiled anew: what the guard refuses is then taken. */
@Attack("audit-38")
class GuardsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/mullion/verifier");

    private final TestLog log = TestLog.of(20, 8, 1);
    private final Path folder;

    GuardsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void withoutTheByteThatTellsALeafFromANodeNoLogHolds() throws Exception {
        assertThat(verdict("Hash", "LEAF = {0}", "LEAF = {1}", log.bundle())).isEqualTo(Verifier.DOES_NOT_HOLD);
        assertThat(verdict("Hash", "NODE = {1}", "NODE = {0}", log.bundle())).isEqualTo(Verifier.DOES_NOT_HOLD);
        assertThat(Verified.alone(log.bundle()).holds()).isTrue();
    }

    @Test
    void withoutTheCheckOfTheLeafAChangedEventHolds() throws Exception {
        String line = log.events().get(9).line(9);

        assertGuarded(
                "Event",
                "if (!Hash.leaf(words.rest(), commitment).equals(leaf))",
                "if (commitment == null)",
                log.bundle().replace(line, line.replace("person:p-77", "person:p-78")));
    }

    @Test
    void withoutTheCheckOfTheOriginACheckpointOfAnotherLogHolds() throws Exception {
        String other = log.key.checkpoint("mullion.example/3f0c/neighbour", 20, ReferenceTree.root(log.leaves()));

        assertGuarded(
                "Signing",
                "!checkpoint.origin().equals(keys.getLast().name())",
                "keys.isEmpty()",
                log.bundle().replace(log.checkpoint(), other));
    }

    @Test
    void withoutTheCheckOfTheSizeACheckpointOfAnotherSizeHolds() throws Exception {
        String good = ((TestLog.Note) log.items.get(8)).text();
        String other = log.key.checkpoint(
                TestLog.ORIGIN, 7, ReferenceTree.root(log.leaves().subList(0, 8)));

        assertGuarded("Signing", "size != tree.size()", "size < 0", log.bundle().replace(good, other));
    }

    @Test
    void withoutTheCheckOfTheSignatureAnybodysCheckpointHolds() throws Exception {
        var thief = new TestKey(TestLog.ORIGIN);

        assertGuarded(
                "Signing",
                "!checkpoint.note().isSignedBy(List.of(keys.getLast()))",
                "keys.isEmpty()",
                log.bundle().replace(log.checkpoint(), log.checkpoint(thief)));
    }

    @Test
    void withoutTheCheckOfTheRootOtherEventsHold() throws Exception {
        TestLog.Written forged = log.events().get(12).withPayload("detail=forged\n");
        log.items.replaceAll(item -> item.equals(log.events().get(12)) ? forged : item);

        assertGuarded("Signing", "checkpoint.root().equals(root)", "root != null", log.bundle());
    }

    @Test
    void withoutTheCheckOfTheEndACutBundleHolds() throws Exception {
        String end = "end 20 3\n";

        assertGuarded(
                "Bundle",
                "end.events() == tree.size() - from && end.checkpoints() == signing.count()",
                "end.events() >= 0",
                log.bundle().replace(end, "end 21 3\n"));
    }

    @Test
    void withoutTheCheckOfTheIndexAProofOfAnotherPlaceHolds() throws Exception {
        assertGuarded(
                "ProofPath",
                "return !climbed.isEmpty() && climbed.getLast().equals(root);",
                "return !climbed.isEmpty();",
                log.proof(9)
                        .replace(
                                log.checkpoint(),
                                log.key.checkpoint(
                                        TestLog.ORIGIN, 20, log.leaves().getFirst())));
    }

    private void assertGuarded(String type, String guard, String without, String attack) throws Exception {
        assertThat(Verified.alone(attack).holds()).isFalse();
        assertThat(verdict(type, guard, without, attack)).isEqualTo(Verifier.HOLDS);
    }

    /** What a verifier says in which one piece of the source is another. */
    private int verdict(String type, String piece, String other, String file) throws Exception {
        Path written = Files.writeString(folder.resolve("attack"), file);
        try (var loader = new URLClassLoader(
                new URL[] {compiled(type, piece, other).toUri().toURL()}, null)) {
            return (int) loader.loadClass("dev.mullion.verifier.Verifier")
                    .getMethod("run", List.class, PrintStream.class, PrintStream.class)
                    .invoke(null, List.of(written.toString()), silent(), silent());
        }
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private Path compiled(String type, String piece, String other) throws IOException {
        var sources = new ArrayList<JavaFileObject>();
        try (var files = Files.list(SOURCES)) {
            for (Path file :
                    files.filter(each -> !each.endsWith("package-info.java")).toList()) {
                String text = Files.readString(file);
                boolean mutated = file.endsWith(type + ".java");
                assertThat(!mutated || text.contains(piece))
                        .as("%s has: %s", file, piece)
                        .isTrue();
                sources.add(new Source(file.getFileName().toString(), mutated ? text.replace(piece, other) : text));
            }
        }
        Path classes = Files.createTempDirectory(folder, "classes");
        var said = new StringWriter();
        var options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(said, null, null, options, null, sources)
                .call();
        assertThat(done).as("%s", said).isTrue();
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///dev/mullion/verifier/" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
