package dev.mullion.verifier;

import dev.mullion.verifier.note.VerifierKey;
import dev.mullion.verifier.text.Malformed;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of the command line. */
record Arguments(Path file, @Nullable Path kept, @Nullable VerifierKey key) {

    static final String USAGE = """
            usage: audit verify FILE [--kept CHECKPOINTS] [--key KEY]
              FILE                 an exported bundle
              --kept CHECKPOINTS   a checkpoint, or a file of them, that you kept from before
              --key KEY            a key of the log that you know from elsewhere: name+id+key
            exit codes: 0 holds, 1 does not hold, 2 cannot be read""";

    static Arguments parse(List<String> words) throws Malformed {
        Path file = null;
        Path kept = null;
        VerifierKey key = null;
        for (var rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if ((word.equals("--kept") || word.equals("--key")) && !rest.hasNext()) {
                throw new Malformed(word + " needs a value");
            }
            if (word.equals("--kept") && kept == null) {
                kept = Path.of(rest.next());
            } else if (word.equals("--key") && key == null) {
                key = VerifierKey.parse(rest.next());
            } else if (file == null && !word.startsWith("--")) {
                file = Path.of(word);
            } else {
                throw new Malformed("'" + word + "' was not understood");
            }
        }
        if (file == null) {
            throw new Malformed("which file?");
        }
        return new Arguments(file, kept, key);
    }
}
