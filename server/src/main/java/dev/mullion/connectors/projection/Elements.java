package dev.mullion.connectors.projection;

import dev.mullion.connectors.projection.AllowList.Excess;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The readers of arrays. */
final class Elements {

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
        requireArray(parser, path);
        List<Reading> readings = new ArrayList<>();
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (readings.size() < most) {
                    readings.add(element.reading());
                    fill(readings.getLast(), element.root(), parser);
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
