package dev.mullion.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Events as lines of files that other programs read. */
final class EventLines {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int OCSF_CLASS = 3004;

    private EventLines() {}

    static String head(ExportFormat format) {
        return format == ExportFormat.CSV
                ? "index,time,actor_kind,actor,verb,object,subject,outcome,erased,detail\r\n"
                : "";
    }

    static String line(AuditEntry entry, ExportFormat format) {
        return switch (format) {
            case CSV -> csv(entry);
            case JSON_LINES -> JSON.writeValueAsString(plain(entry)) + "\n";
            case OCSF -> JSON.writeValueAsString(ocsf(entry)) + "\n";
            case BUNDLE -> throw new IllegalArgumentException("a bundle is made of stored rows");
        };
    }

    /** RFC 4180. */
    private static String csv(AuditEntry entry) {
        return Stream.of(
                                entry.index(),
                                entry.at(),
                                entry.actor().kind().word(),
                                entry.actor().name(),
                                entry.verb(),
                                entry.object(),
                                entry.subject(),
                                entry.outcome(),
                                entry.erased(),
                                quoted(entry.detail()))
                        .map(Object::toString)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** A text that begins like a formula must not become one in a spreadsheet. */
    private static String quoted(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static Map<String, Object> plain(AuditEntry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("index", entry.index());
        line.put("time", entry.at().toString());
        line.put("actorKind", entry.actor().kind().word());
        line.put("actor", entry.actor().name());
        line.put("verb", entry.verb());
        line.put("object", entry.object());
        line.put("subject", entry.subject());
        line.put("outcome", entry.outcome());
        line.put("erased", entry.erased());
        line.put("detail", entry.detail());
        return line;
    }

    private static Map<String, Object> ocsf(AuditEntry entry) {
        int activity = activity(entry.verb());
        boolean done = entry.outcome().equals("done");
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("class_uid", OCSF_CLASS);
        line.put("category_uid", OCSF_CLASS / 1000);
        line.put("activity_id", activity);
        line.put("activity_name", entry.verb());
        line.put("type_uid", OCSF_CLASS * 100L + activity);
        line.put("severity_id", done ? 1 : 2);
        line.put("status_id", done ? 1 : 2);
        line.put("status_detail", entry.outcome());
        line.put("time", entry.at().toEpochMilli());
        line.put("message", entry.detail());
        line.put(
                "actor",
                Map.of(
                        "user",
                        Map.of(
                                "uid",
                                entry.actor().name(),
                                "type",
                                entry.actor().kind().word())));
        line.put("entity", Map.of("type", entry.object(), "uid", entry.subject()));
        line.put(
                "metadata",
                Map.of(
                        "version", "1.3.0",
                        "uid", entry.id(),
                        "sequence", entry.index(),
                        "product", Map.of("name", "Mullion", "vendor_name", "Mullion")));
        return line;
    }

    /** Create, read, update, delete, or other (99). */
    private static int activity(String verb) {
        String done = verb.substring(verb.indexOf('.') + 1);
        if (List.of("created", "added", "opened", "announced", "link-made").contains(done)) {
            return 1;
        }
        if (List.of("exported", "verified", "used").contains(done)) {
            return 2;
        }
        if (done.equals("changed")) {
            return 3;
        }
        return List.of("removed", "revoked", "erased").contains(done) ? 4 : 99;
    }
}
