package dev.mullion.connectors.imported;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * What the importer says of the whole.
 *
 * @param source a word for where it comes from; statements of different sources never meet
 * @param asOf the version of the statements: of one thing the one with the latest version holds, whichever arrives last
 */
public record ImportTerms(String source, Instant asOf) {

    public static final String SOURCE = "[a-z0-9][a-z0-9._-]{0,59}";

    private static final Pattern SHAPE = Pattern.compile(SOURCE);

    public ImportTerms {
        if (!SHAPE.matcher(source).matches()) {
            throw new IllegalArgumentException("a source is a word of 1 to 60 of a-z, 0-9, '.', '_' and '-'");
        }
        asOf = asOf.truncatedTo(ChronoUnit.MICROS); // as the database holds it
    }
}
