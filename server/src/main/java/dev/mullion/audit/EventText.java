package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An event in the bytes of docs/audit-format.md. The header here is without its version and place, which the database
 * adds.
 *
 * @param header {@code TIME ACTOR BEHALF VERB OBJECT OUTCOME REQUEST}
 * @param payload lines {@code NAME=VALUE}, by ascending name, each ended by LF
 */
record EventText(String header, String payload) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What no value may hold: controls, and the marks that turn the direction of writing. */
    private static final Pattern UNPRINTABLE = Pattern.compile(
            "[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    static EventText of(AuditEvent event, Instant at, String request) {
        return of(event, at, request, "");
    }

    /** An event of the time before the log: it has its place now, and tells when it happened. */
    static EventText older(AuditEvent event, Instant at, Instant happened) {
        return of(event, at, "-", "happened_at=" + time(happened) + "\n");
    }

    private static EventText of(AuditEvent event, Instant at, String request, String more) {
        Actor actor = event.actor();
        String header = String.join(
                " ",
                time(at),
                actor.kind().word() + ":" + actor.name(),
                "-",
                event.action().word(),
                event.action().object() + ":" + event.subject(),
                event.outcome().word(),
                request);
        return new EventText(header, line("detail", event.detail()) + more);
    }

    byte[] payloadBytes() {
        return payload.getBytes(StandardCharsets.UTF_8);
    }

    /** The time that stands in the header. */
    Instant at() {
        return Instant.parse(header.substring(0, header.indexOf(' ')));
    }

    static String time(Instant at) {
        return TIME.format(at.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The event whose header, payload and place these are; an erased one has no payload. */
    static AuditEntry read(long index, String header, byte @org.jspecify.annotations.Nullable [] payload) {
        String[] words = header.split(" ", -1);
        String[] actor = words[3].split(":", 2);
        String[] object = words[6].split(":", 2);
        List<String> lines = payload == null
                ? List.of()
                : new ArrayList<>(List.of(new String(payload, StandardCharsets.UTF_8).split("\n")));
        return new AuditEntry(
                index,
                happened(value(lines, "happened_at"), words[2]),
                words[5],
                new Actor(kind(actor[0]), actor[1]),
                object[0],
                object[1],
                value(lines, "detail"),
                words[7],
                payload == null);
    }

    /** A payload is what whoever wrote it says: one that nobody can read must not hide the events around it. */
    private static Instant happened(String said, String taken) {
        try {
            return Instant.parse(said.isEmpty() ? taken : said);
        } catch (DateTimeParseException none) {
            return Instant.parse(taken);
        }
    }

    static void requireId(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "what an audit event names is an id: 1 to 128 letters, digits, dots, dashes or underscores");
        }
    }

    private static String line(String name, String value) {
        if (value.isEmpty()) {
            return "";
        }
        String clean = UNPRINTABLE
                .matcher(Normalizer.normalize(value, Normalizer.Form.NFC))
                .replaceAll("�");
        return name + "=" + clean + "\n";
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static Actor.Kind kind(String word) {
        return Arrays.stream(Actor.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
