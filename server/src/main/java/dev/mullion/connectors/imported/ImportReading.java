package dev.mullion.connectors.imported;

/** Reads imports. Safe to share between threads. */
public final class ImportReading {

    public static final int MOST_ROWS = 10_000;

    /** The most faults that are told of one import. */
    public static final int MOST_FAULTS = 50;

    private ImportReading() {}

    /**
     * Reads the first {@code length} bytes of {@code body}, which stay the caller's to wipe. Never throws for any
     * bytes.
     */
    public static Imported read(ImportKind kind, ImportFormat format, ImportTerms terms, byte[] body, int length) {
        Rows rows = new Rows(kind, terms);
        switch (format) {
            case JSON -> JsonRows.read(kind, body, length, rows);
            case CSV -> CsvRows.read(kind, body, length, rows);
        }
        return rows.end();
    }
}
