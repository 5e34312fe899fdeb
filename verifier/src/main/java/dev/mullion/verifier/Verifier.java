package dev.mullion.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code java -jar verifier.jar FILE [--kept CHECKPOINTS] [--key KEY]}. */
public final class Verifier {
    public static final int HOLDS = 0;
    public static final int DOES_NOT_HOLD = 1;
    public static final int CANNOT_BE_READ = 2;
    private static final String USAGE = """
            usage: audit verify FILE [--kept CHECKPOINTS] [--key KEY]
              FILE                 an exported bundle, the proof of an event, or checkpoints
              --kept CHECKPOINTS   a checkpoint, or a file of them, that you kept from before
              --key KEY            a key of the log that you know from elsewhere: name+id+key
            exit codes: 0 holds, 1 does not hold, 2 cannot be read""";

    private Verifier() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out, System.err));
    }

    /** Does what the command does, without ending the process; returns its exit code. */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.contains("--help")) {
            out.println(USAGE);
            return HOLDS;
        }
        try {
            Report report = verify(words);
            out.print(report.text());
            return report.holds() ? HOLDS : DOES_NOT_HOLD;
        } catch (Malformed malformed) {
            err.println("audit verify: " + malformed.why());
            err.println(USAGE);
        } catch (NoSuchFileException missing) {
            err.println("audit verify: there is no file " + missing.getFile());
        } catch (IOException unreadable) {
            err.println("audit verify: cannot be read: " + unreadable.getMessage());
        }
        return CANNOT_BE_READ;
    }

    private static Report verify(List<String> words) throws IOException, Malformed {
        var options = new HashMap<String, String>();
        for (var rest = new ArrayDeque<>(words); !rest.isEmpty(); ) {
            String word = rest.remove();
            boolean file = !word.startsWith("--");
            boolean known = file || ((word.equals("--kept") || word.equals("--key")) && !rest.isEmpty());
            String before = known ? options.put(file ? "FILE" : word, file ? word : rest.remove()) : word;
            Malformed.unless(before == null, "'" + word + "' was not understood, or needs a value");
        }
        String file = options.getOrDefault("FILE", "");
        Malformed.unless(!file.isEmpty(), "which file?");
        String kept = options.get("--kept");
        String key = options.get("--key");
        try (InputStream in = Files.newInputStream(Path.of(file));
                InputStream keptIn = kept == null ? null : Files.newInputStream(Path.of(kept))) {
            return verify(in, keptIn, key == null ? null : VerifierKey.parse(key));
        }
    }

    static Report verify(InputStream file, @Nullable InputStream kept, @Nullable VerifierKey key) throws IOException {
        var report = new Report();
        var outside = new Outside(kept == null ? null : new Checkpoints(new Lines(kept)), key, report);
        var lines = new Lines(file);
        if (lines.starts(Bundle.FORMAT + "\n")) {
            Bundle.verify(lines, outside, report);
        } else if (lines.starts(Proof.FORMAT + "\n")) {
            Proof.verify(lines, outside, report);
        } else {
            new Checkpoints(lines).verify(outside, report);
        }
        return report;
    }
}
