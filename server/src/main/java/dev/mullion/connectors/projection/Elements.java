package dev.mullion.connectors.projection;

import dev.mullion.connectors.projection.AllowList.Excess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The readers of arrays. */
final class Elements {

    private static final int LONGEST_ID = 255;

    private Elements() {}

    static Integer count(JsonParser parser, String path) {
        requireArray(parser, path);
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            count++;
        }
        return count;
    }

    static List<Reading> read(JsonParser parser, String path, int most, Excess excess, AllowList.Builder element) {
        return read(parser, path, most, excess, element, reading -> fill(reading, element.root(), parser));
    }

    static List<Reading> readShown(JsonParser parser, String path, int most, Excess excess, AllowList.Builder element) {
        return read(parser, path, most, excess, element, reading -> {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                fill(reading, element.root(), parser);
            }
        });
    }

    static List<Reading> readOrItsId(
            JsonParser parser, String path, int most, Excess excess, AllowList.Builder element, Slot<String> id) {
        return read(parser, path, most, excess, element, reading -> fillOrItsId(reading, element, id, parser));
    }

    /** Closed by the reading that it belongs to, which has it only when it is whole. */
    static Reading oneOrItsId(JsonParser parser, AllowList.Builder object, Slot<String> id) {
        Reading reading = object.reading();
        try {
            fillOrItsId(reading, object, id, parser);
            return reading;
        } catch (RuntimeException stopped) {
            reading.close();
            throw stopped;
        }
    }

    private static List<Reading> read(
            JsonParser parser,
            String path,
            int most,
            Excess excess,
            AllowList.Builder element,
            Consumer<Reading> filling) {
        requireArray(parser, path);
        List<Reading> readings = new ArrayList<>();
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (readings.size() < most) {
                    readings.add(element.reading());
                    filling.accept(readings.getLast());
                } else if (excess == Excess.REFUSED) {
                    throw new Refusal(path + "[]", "at most " + most + " elements");
                } else {
                    parser.skipChildren();
                }
            }
            return readings;
        } catch (RuntimeException stopped) {
            readings.forEach(Reading::close); // no reading holds them yet that would wipe them
            throw stopped;
        }
    }

    private static void fillOrItsId(Reading reading, AllowList.Builder element, Slot<String> id, JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            reading.put(id.index(), Scalars.label(parser, id.path(), LONGEST_ID));
        } else {
            fill(reading, element.root(), parser);
        }
    }

    private static void fill(Reading reading, Node root, JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal(root.path(), "an object");
        }
        new Walk(parser).object(root, reading);
    }

    private static void requireArray(JsonParser parser, String path) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new Refusal(path, "an array");
        }
    }
}
