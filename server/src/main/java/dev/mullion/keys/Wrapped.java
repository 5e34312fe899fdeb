package dev.mullion.keys;

import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the key store keeps by one name: a few lines of text. The source's name tells a wrong key from damaged content
 * before anything is tried; everything said here is bound to what is wrapped.
 *
 * @param scope {@code installation} or a workspace
 * @param generation grows with every change
 */
record Wrapped(UUID installation, String scope, long generation, String source, Map<Part, byte[]> parts) {

    static final String FORMAT = "mullion-keys-1";

    Wrapped {
        parts = Map.copyOf(parts);
    }

    /** Wraps {@code parts} for one place. */
    static Wrapped of(UUID installation, String scope, long generation, KeySource source, Map<Part, byte[]> parts) {
        Map<Part, byte[]> wrapped = new EnumMap<>(Part.class);
        parts.forEach((part, plain) -> wrapped.put(
                part, source.wrap(plain, new WrapContext(installation, scope, generation, source.name(), part))));
        return new Wrapped(installation, scope, generation, source.name(), wrapped);
    }

    static Wrapped parse(String name, String text) {
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            text.lines().map(line -> line.split(" ", 2)).forEach(pair -> fields.put(pair[0], pair[pair.length - 1]));
            Map<Part, byte[]> parts = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                Optional.ofNullable(fields.get(part.word()))
                        .ifPresent(value -> parts.put(part, Base64.getDecoder().decode(value)));
            }
            if (!fields.containsKey(FORMAT) || parts.isEmpty()) {
                throw new IllegalArgumentException("another format");
            }
            return new Wrapped(
                    UUID.fromString(field(fields, "installation")),
                    field(fields, "scope"),
                    Long.parseLong(field(fields, "generation")),
                    field(fields, "source"),
                    parts);
        } catch (IllegalArgumentException e) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.DAMAGED,
                    "the key store's entry " + name + " is not one of " + FORMAT + "; restore it from a copy",
                    e);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(FORMAT + "\ninstallation " + installation + "\nscope " + scope
                + "\ngeneration " + generation + "\nsource " + source + "\n");
        for (Part part : Part.values()) {
            if (parts.containsKey(part)) {
                text.append(part.word())
                        .append(' ')
                        .append(Base64.getEncoder().encodeToString(parts.get(part)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    byte[] unwrapped(Part part, KeySource by) {
        byte[] wrapped = parts.get(part);
        if (wrapped == null) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.DAMAGED, "the keys of " + scope + " lack their part " + part.word());
        }
        return by.unwrapped(wrapped, new WrapContext(installation, scope, generation, source, part));
    }

    private static String field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }
}
