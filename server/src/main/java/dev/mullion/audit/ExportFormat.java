package dev.mullion.audit;

import java.util.Arrays;
import java.util.Optional;

/** In what an audit log can be taken away. */
public enum ExportFormat {
    /** With everything that is needed to verify it elsewhere; always the whole log. */
    BUNDLE("bundle", "text/plain", ".mullion-audit"),
    CSV("csv", "text/csv", ".csv"),
    /** An object a line. */
    JSON_LINES("jsonl", "application/x-ndjson", ".jsonl"),
    /** Entity Management (3004) of the Open Cybersecurity Schema Framework 1.3, an object a line. */
    OCSF("ocsf", "application/x-ndjson", ".ocsf.jsonl");

    private final String word;
    private final String mediaType;
    private final String suffix;

    ExportFormat(String word, String mediaType, String suffix) {
        this.word = word;
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    /** As addresses name it. */
    public String word() {
        return word;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of a file's name. */
    public String suffix() {
        return suffix;
    }

    public static Optional<ExportFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }
}
