package dev.mullion.connectors.xero;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Xero names time zones as Windows does, in capitals and without blanks: {@code NEWZEALANDSTANDARDTIME}. */
final class WindowsZones {

    private static final Map<String, ZoneId> ZONES = read();

    private WindowsZones() {}

    /** The zone; UTC where the name is not known. */
    static ZoneId of(String name) {
        return ZONES.getOrDefault(name.toUpperCase(Locale.ROOT), ZoneOffset.UTC);
    }

    static Map<String, ZoneId> all() {
        return ZONES;
    }

    private static Map<String, ZoneId> read() {
        try (InputStream text = Objects.requireNonNull(WindowsZones.class.getResourceAsStream("windows-zones.tsv"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toUnmodifiableMap(fields -> plain(fields[0]), fields -> ZoneId.of(fields[1])));
        } catch (IOException | DateTimeException e) {
            throw new IllegalStateException("the table of time zones cannot be read", e);
        }
    }

    private static String plain(String windows) {
        return windows.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9+-]", "");
    }
}
