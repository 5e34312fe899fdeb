package dev.mullion.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The JSON object that came with a call: UTF-8, at most 64 KB, no name twice and none that is not known, every value of
 * exactly its type. What is wrong becomes a fault, as with {@link Query}.
 */
final class Body {

    static final int MOST_BYTES = 64 * 1_024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final Faults faults;

    private Body(JsonNode object, Faults faults) {
        this.object = object;
        this.faults = faults;
    }

    static Body of(Sent sent, List<String> known, Faults faults) {
        JsonNode object = parse(sent, faults);
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.body(name, "is not known here; known are: " + known));
        return new Body(object, faults);
    }

    private static JsonNode parse(Sent sent, Faults faults) {
        if (sent.isLongerThan(MOST_BYTES)) {
            faults.body("", "is longer than 64 KB");
            return MissingNode.getInstance();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(sent.bytes(), 0, sent.length()))
                    .toString();
            JsonNode read = JSON.readTree(text);
            if (read.isObject()) {
                return read;
            }
        } catch (CharacterCodingException | JacksonException notJson) {
            faults.body("", "is not JSON in UTF-8, or names something twice");
            return MissingNode.getInstance();
        }
        faults.body("", "must be one JSON object");
        return MissingNode.getInstance();
    }

    String text(String name) {
        JsonNode value = object.path(name);
        if (!value.isString()) {
            wrong(name, "must be a text");
            return "";
        }
        return value.stringValue();
    }

    /** One of these words. */
    String word(String name, List<String> vocabulary) {
        String word = text(name);
        if (object.path(name).isString() && !vocabulary.contains(word)) {
            wrong(name, "must be one of " + vocabulary);
        }
        return word;
    }

    List<String> texts(String name) {
        JsonNode value = object.path(name);
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
            wrong(name, "must be a list of texts");
            return List.of();
        }
        return value.valueStream().map(JsonNode::stringValue).toList();
    }

    boolean flag(String name) {
        JsonNode value = object.path(name);
        if (!value.isBoolean()) {
            wrong(name, "must be true or false");
            return false;
        }
        return value.booleanValue();
    }

    long number(String name, long least, long most) {
        JsonNode value = object.path(name);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            long number = value.longValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(name, "must be a whole number from " + least + " to " + most);
        return least;
    }

    /**
     * Makes something of values that are each of their type; null where that is refused, which is a fault of
     * {@code name}.
     */
    <T> @Nullable T made(String name, java.util.function.Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException refused) {
            wrong(name, String.valueOf(refused.getMessage()));
            return null;
        }
    }

    /** Where the whole is wrong, nothing is said of its parts. */
    void wrong(String name, String detail) {
        if (!object.isMissingNode()) {
            faults.body(name, detail);
        }
    }
}
