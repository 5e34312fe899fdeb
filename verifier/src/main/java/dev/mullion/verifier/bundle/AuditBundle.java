package dev.mullion.verifier.bundle;

import dev.mullion.verifier.merkle.TreeHasher;
import dev.mullion.verifier.text.Lines;
import dev.mullion.verifier.text.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The door of this package. */
public final class AuditBundle {

    public static final String FORMAT = "mullion-audit-bundle/1";
    /** An event with the longest payload fits. */
    public static final int LONGEST_LINE = 98_304;

    private AuditBundle() {}

    /**
     * Reads a bundle to its end, or to where it can no longer be judged.
     *
     * @throws IOException when it cannot be read, or is not a bundle at all
     */
    public static Report verify(InputStream in, Expected expected) throws IOException {
        var lines = new Lines(in, LONGEST_LINE);
        var findings = new Findings();
        var hasher = new TreeHasher();
        expectFormat(lines);
        BundleHead head;
        try {
            head = BundleHead.read(lines, hasher);
        } catch (Malformed malformed) {
            findings.add(Fault.FORM, 0, malformed.why() + "; no event was read");
            return new Report(
                    new Report.Span("unknown", 0, 0, 0),
                    new Report.Trust(0, 0, 0, 0, false),
                    findings.first(),
                    findings.count());
        }
        return new Verification(lines, head, findings, expected, hasher).run(head);
    }

    private static void expectFormat(Lines lines) throws IOException {
        byte[] first;
        try {
            first = lines.next();
        } catch (Malformed _) {
            first = null;
        }
        if (first == null || !Arrays.equals(first, FORMAT.getBytes(StandardCharsets.US_ASCII))) {
            throw new IOException("this is not an audit bundle: its first line is not " + FORMAT);
        }
    }
}
