package dev.mullion.connectors.projection;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Makes parsers that remember nothing of what they read, and lend nothing of one body to the next. Threads may share
 * it.
 *
 * <p>Jackson keeps the property names that it meets in a table of the factory, where a customer's own names (of custom
 * properties, of a map's keys) would outlive their body. Here the table is filled once with the vendor's known names; a
 * parser that meets others copies the table, and the copy dies with it.
 */
public final class Parsers {

    static final int DEEPEST = 64;
    static final int LONGEST_NAME = 256;
    static final int LONGEST_NUMBER = 64;

    /** The longest text that is ever read; a skipped one may be as long as the body. */
    static final int LONGEST_TEXT = 1_024;

    /** A signed token with its claims is longer than any other text. */
    private static final int LONGEST_TOKEN = 16_384;

    /**
     * A push of 25 MB has about half as many. Bounds the names of one body too: names that the table does not know cost
     * some 60 bytes each while the body is read.
     */
    static final int MOST_TOKENS = 1_000_000;

    private static StreamReadConstraints limits(int longestText) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNameLength(LONGEST_NAME)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(longestText)
                .maxTokenCount(MOST_TOKENS)
                .build();
    }

    /** Excerpts of the payload are not even built into the exceptions that this package drops. */
    private static final ErrorReportConfiguration SILENT = ErrorReportConfiguration.builder()
            .maxErrorTokenLength(0)
            .maxRawContentLength(0)
            .build();

    private final Factory factory;

    /** @param knownNames the property names of the vendor's payloads, so that reading them allocates nothing */
    public Parsers(Collection<String> knownNames) {
        this(knownNames, LONGEST_TEXT);
    }

    private Parsers(Collection<String> knownNames, int longestText) {
        factory = new Factory(knownNames, longestText);
    }

    /** For answers with tokens in them, of up to {@value #LONGEST_TOKEN} characters each. */
    public static Parsers ofTokens(Collection<String> knownNames) {
        return new Parsers(knownNames, LONGEST_TOKEN);
    }

    JsonParser open(byte[] body, int length) {
        return factory.createParser(ObjectReadContext.empty(), body, 0, length);
    }

    /** The table of names that outlive a body. */
    ByteQuadsCanonicalizer names() {
        return factory.names();
    }

    private static final class Factory extends JsonFactory {

        Factory(Collection<String> knownNames, int longestText) {
            super(configured(longestText));
            warm(knownNames.stream().map(name -> "\"" + name + "\":0").collect(Collectors.joining(",", "{", "}")));
        }

        private static JsonFactoryBuilder configured(int longestText) {
            return JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .streamReadConstraints(limits(longestText))
                    .errorReportConfiguration(SILENT)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .enable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES);
        }

        private void warm(String names) {
            byte[] document = names.getBytes(StandardCharsets.UTF_8);
            try (JsonParser parser =
                    super._createParser(ObjectReadContext.empty(), context(document), document, 0, document.length)) {
                parser.nextToken();
                parser.skipChildren();
            }
        }

        private IOContext context(byte[] document) {
            return _createContext(_createContentReference(document, 0, document.length), true);
        }

        /** UTF-8 only, as the vendors promise: the parsers for other encodings have a name table of their own. */
        @Override
        protected JsonParser _createParser(
                ObjectReadContext read, IOContext context, byte[] data, int offset, int length) {
            ByteQuadsCanonicalizer names = _byteSymbolCanonicalizer.makeChild(_factoryFeatures);
            return new Parser(
                    read, context, _streamReadFeatures, _formatReadFeatures, names, data, offset, offset + length);
        }

        ByteQuadsCanonicalizer names() {
            return _byteSymbolCanonicalizer;
        }
    }

    private static final class Parser extends UTF8StreamJsonParser {

        Parser(
                ObjectReadContext read,
                IOContext context,
                int features,
                int formatFeatures,
                ByteQuadsCanonicalizer names,
                byte[] data,
                int start,
                int end) {
            super(read, context, features, formatFeatures, null, names, data, start, end, 0, false);
        }

        /**
         * Merges no names into the factory's table, which is what the inherited method is for; there is no pool to give
         * the buffers back to.
         */
        @Override
        protected void _releaseBuffers() {}
    }
}
