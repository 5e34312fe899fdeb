package dev.mullion.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Holds answers against the schemas of the description: types, what is required, patterns, and nothing beyond. */
final class Schemas {

    private final List<String> faults = new ArrayList<>();

    private Schemas() {}

    /** What is wrong with an answer; empty where nothing is. */
    static List<String> faults(String schema, JsonNode answer) {
        Schemas schemas = new Schemas();
        schemas.check(named(schema), answer, "");
        return schemas.faults;
    }

    private static JsonNode named(String name) {
        return Operations.DESCRIPTION.path("components").path("schemas").path(name);
    }

    private void check(JsonNode schema, JsonNode value, String at) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asString();
            check(named(name.substring(name.lastIndexOf('/') + 1)), value, at);
            return;
        }
        List<String> types = schema.path("type").isArray()
                ? schema.path("type").valueStream().map(JsonNode::asString).toList()
                : List.of(schema.path("type").asString("missing"));
        if (types.stream().noneMatch(type -> is(type, value))) {
            faults.add(at + " is not " + types + ": " + value);
        }
        if (schema.has("pattern")
                && value.isString()
                && !Pattern.compile(schema.path("pattern").asString())
                        .matcher(value.asString())
                        .find()) {
            faults.add(at + " does not match: " + value);
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            faults.add(at + " is none of the words: " + value);
        }
        if (value.isObject()) {
            checkObject(schema, value, at);
        }
        int index = 0;
        for (JsonNode item : value.isArray() ? value : List.<JsonNode>of()) {
            check(schema.path("items"), item, at + "/" + index++);
        }
    }

    private void checkObject(JsonNode schema, JsonNode value, String at) {
        schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(name -> !value.has(name))
                .forEach(name -> faults.add(at + " lacks " + name));
        value.properties().forEach(property -> {
            if (schema.path("properties").has(property.getKey())) {
                check(
                        schema.path("properties").path(property.getKey()),
                        property.getValue(),
                        at + "/" + property.getKey());
            } else {
                faults.add(at + "/" + property.getKey() + " is not described");
            }
        });
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
