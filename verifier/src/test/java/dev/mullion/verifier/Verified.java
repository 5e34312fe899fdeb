package dev.mullion.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to ask in tests. */
final class Verified {

    private Verified() {}

    static Report alone(String file) {
        return with(file, null, null);
    }

    static Report against(String file, String kept) {
        return with(file, kept, null);
    }

    static Report with(String file, @Nullable String kept, @Nullable VerifierKey key) {
        try {
            return Verifier.verify(stream(file), kept == null ? null : stream(kept), key);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Fault> faults(Report report) {
        return report.findings().stream().map(Report.Finding::fault).toList();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
