package dev.mullion.verifier.bundle;

import dev.mullion.verifier.note.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to ask in tests. */
final class Verified {

    private Verified() {}

    static Report alone(String bundle) {
        return with(bundle, null, null);
    }

    static Report against(String bundle, String kept) {
        return with(bundle, kept, null);
    }

    static Report with(String bundle, @Nullable String kept, @Nullable VerifierKey key) {
        try {
            return AuditBundle.verify(
                    stream(bundle), new Expected(kept == null ? null : new KeptCheckpoints(stream(kept)), key));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Fault> faults(Report report) {
        return report.findings().stream().map(Finding::fault).toList();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
