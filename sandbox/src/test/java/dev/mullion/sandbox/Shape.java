package dev.mullion.sandbox;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;

/**
 * Which fields there are in a vendor's own examples and of which JSON types: property names joined by dots, {@code []}
 * after the name of an array. The examples lie outside the project; where they do not, a test is skipped.
 */
public final class Shape {

    private static final Path SAMPLES = Path.of(
                    Objects.requireNonNullElse(System.getenv("MULLION_SHARED"), "../../shared"))
            .resolve("samples");

    private final String vendor;
    private final Map<String, Set<JsonNodeType>> types = new TreeMap<>();

    private Shape(String vendor) {
        this.vendor = vendor;
    }

    /** Of a vendor's examples, of which there are none yet. */
    public static Shape of(String vendor) {
        assumeThat(SAMPLES.resolve(vendor))
                .as("the vendor's examples; set MULLION_SHARED to the folder that holds samples/%s", vendor)
                .isDirectory();
        return new Shape(vendor);
    }

    /** With one example more, of which a part stands for a part of the body: at "" for all of it. */
    public Shape with(String file, String part, String at) {
        JsonNode node = read(file);
        for (String name : part.split("\\.", -1)) {
            node = name.isEmpty() ? node : node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        note(at, node);
        return this;
    }

    public Shape with(String file) {
        return with(file, "", "");
    }

    public JsonNode read(String file) {
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(SAMPLES.resolve(vendor + "/" + file)));
        } catch (IOException e) {
            throw new IllegalStateException("the example " + file + " cannot be read", e);
        }
    }

    private void note(String path, JsonNode node) {
        types.computeIfAbsent(path, _ -> EnumSet.noneOf(JsonNodeType.class)).add(node.getNodeType());
        if (node.isObject()) {
            node.properties().forEach(each -> note(under(path, each.getKey()), each.getValue()));
        } else if (node.isArray()) {
            node.forEach(each -> note(path + "[]", each));
        }
    }

    private static String under(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /**
     * What a body has and no example has: a name, or a type. What lies in something that is empty in every example
     * cannot be judged, and is not.
     *
     * @param free paths whose contents are whoever's words, or that the vendor documents and no example has
     */
    public List<String> strange(Object body, Set<String> free) {
        List<String> found = new ArrayList<>();
        judge("", JsonMapper.shared().valueToTree(body), free, found);
        return found;
    }

    private void judge(String path, JsonNode node, Set<String> free, List<String> found) {
        Set<JsonNodeType> known = types.getOrDefault(path, Set.of());
        if (free.contains(path) || node.isNull() || known.equals(Set.of(JsonNodeType.NULL))) {
            return;
        }
        if (!known.contains(node.getNodeType())) {
            found.add(path + " is " + node.getNodeType() + ", in the examples " + known);
        } else if (node.isObject() && (path.isEmpty() || !isEmptyEverywhere(path + "."))) {
            node.properties().forEach(each -> {
                String child = under(path, each.getKey());
                if (types.containsKey(child) || free.contains(child)) {
                    judge(child, each.getValue(), free, found);
                } else {
                    found.add(child + " is in no example");
                }
            });
        } else if (node.isArray() && types.containsKey(path + "[]")) {
            node.forEach(each -> judge(path + "[]", each, free, found));
        }
    }

    private boolean isEmptyEverywhere(String prefix) {
        return types.keySet().stream().noneMatch(path -> path.startsWith(prefix));
    }

    /** Which of these paths a body lacks, whatever is there. */
    public static List<String> lacking(Object body, List<String> paths) {
        Shape sent = new Shape("");
        sent.note("", JsonMapper.shared().valueToTree(body));
        return paths.stream().filter(path -> !sent.types.containsKey(path)).toList();
    }
}
