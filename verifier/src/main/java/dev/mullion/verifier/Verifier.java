package dev.mullion.verifier;

import dev.mullion.verifier.bundle.AuditBundle;
import dev.mullion.verifier.bundle.Expected;
import dev.mullion.verifier.bundle.KeptCheckpoints;
import dev.mullion.verifier.bundle.Report;
import dev.mullion.verifier.text.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code java -jar verifier.jar FILE [--kept CHECKPOINTS] [--key KEY]}. */
public final class Verifier {

    static final int HOLDS = 0;
    static final int DOES_NOT_HOLD = 1;
    static final int CANNOT_BE_READ = 2;

    private Verifier() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.contains("--help")) {
            out.println(Arguments.USAGE);
            return HOLDS;
        }
        try {
            return verify(Arguments.parse(words), out);
        } catch (Malformed malformed) {
            err.println("audit verify: " + malformed.why());
            err.println(Arguments.USAGE);
        } catch (NoSuchFileException missing) {
            err.println("audit verify: there is no file " + missing.getFile());
        } catch (IOException unreadable) {
            err.println("audit verify: cannot be read: " + unreadable.getMessage());
        }
        return CANNOT_BE_READ;
    }

    private static int verify(Arguments arguments, PrintStream out) throws IOException {
        try (InputStream bundle = Files.newInputStream(arguments.file());
                InputStream kept = open(arguments.kept())) {
            var expected = new Expected(arguments.kept() == null ? null : new KeptCheckpoints(kept), arguments.key());
            Report report = AuditBundle.verify(bundle, expected);
            out.print(Telling.of(report, expected));
            return report.holds() ? HOLDS : DOES_NOT_HOLD;
        }
    }

    private static InputStream open(@Nullable Path file) throws IOException {
        return file == null ? InputStream.nullInputStream() : Files.newInputStream(file);
    }
}
