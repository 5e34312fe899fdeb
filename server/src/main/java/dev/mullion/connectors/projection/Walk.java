package dev.mullion.connectors.projection;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One pass of one parser over one body. Its depth of recursion is that of the allow-list, not of the body. */
final class Walk {

    private final JsonParser parser;
    private String path = "$";

    Walk(JsonParser parser) {
        this.parser = parser;
    }

    /** The allow-listed path that is being read, or {@code $} between two. */
    String path() {
        return path;
    }

    void document(Node root, Reading into) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new Refusal("$", "a JSON object");
        }
        object(root, into);
        if (parser.nextToken() != null) {
            throw new Refusal("$", "one JSON object and nothing after it");
        }
    }

    /** Reads the object that the parser has just opened, up to and including its end. */
    void object(Node node, Reading into) {
        long seen = 0;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            Node child = node.child(name);
            parser.nextToken();
            if (child == null) {
                into.passOver();
                parser.skipChildren();
            } else {
                if ((seen & child.bit()) != 0) {
                    throw new Refusal(child.path(), "one value, the key is there twice");
                }
                seen |= child.bit();
                value(child, into);
            }
        }
    }

    private void value(Node node, Reading into) {
        ValueReader reader = node.reader();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (reader != null) {
            scalar(node, reader, into);
        } else if (token == JsonToken.START_OBJECT) {
            object(node, into);
        } else {
            throw new Refusal(node.path(), "an object");
        }
    }

    private void scalar(Node node, ValueReader reader, Reading into) {
        path = node.path();
        @Nullable Object value = reader.read(parser, path);
        path = "$";
        into.put(node.slot(), value);
    }
}
