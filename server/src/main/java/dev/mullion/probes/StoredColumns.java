package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.GlobalSql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Compares the columns that the database has now with the kinds of metadata that are meant to be stored. */
@Component
class StoredColumns {

    private static final String FILE = "stored-columns.tsv";

    /** Types too narrow for a payload. */
    private static final Set<String> NARROW = Set.of(
            "uuid",
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "date",
            "interval",
            "timestamp with time zone");

    private final GlobalSql global;

    StoredColumns(GlobalSql global) {
        this.global = global;
    }

    private record Column(String name, String type) {
        @Override
        public String toString() {
            return name + " (" + type + ")";
        }
    }

    List<Check> run() {
        Map<String, String> signedOff = signedOff();
        List<Column> columns = columns();
        List<Column> wide = columns.stream()
                .filter(column -> !NARROW.contains(column.type()))
                .toList();
        List<Column> unknown = wide.stream()
                .filter(column -> !signedOff.containsKey(column.name()))
                .toList();
        return List.of(
                Check.of(
                        "columns.kinds",
                        unknown.isEmpty() && !columns.isEmpty(),
                        columns.size() + " columns of tenant tables: " + (columns.size() - wide.size())
                                + " of types too narrow for a payload, " + (wide.size() - unknown.size())
                                + " signed off with their kind"
                                + (unknown.isEmpty() ? "" : "; of no known kind: " + unknown)),
                documents(wide));
    }

    /** Types made for documents have no kind at all. */
    private static Check documents(List<Column> wide) {
        List<Column> documents = wide.stream()
                .filter(column -> column.type().matches("json|jsonb|xml|hstore|tsvector|jsonpath"))
                .toList();
        return Check.of(
                "columns.documents",
                documents.isEmpty(),
                documents.isEmpty() ? "no column is of a type for documents" : "for documents: " + documents);
    }

    private List<Column> columns() {
        return global.sql("""
                select c.relname || '.' || a.attname as name, format_type(a.atttypid, null) as type
                  from pg_catalog.pg_class c
                  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                 where c.relnamespace = 'mullion'::regnamespace
                   and c.relkind in ('r', 'p')
                   and exists (select from pg_catalog.pg_attribute w
                                where w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped)
                   and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'global: %'
                 order by 1
                """)
                .query((row, _) -> new Column(row.getString("name"), row.getString("type")))
                .list();
    }

    private static Map<String, String> signedOff() {
        Map<String, String> kinds = new TreeMap<>();
        try (InputStream file = StoredColumns.class.getResourceAsStream(FILE)) {
            new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .forEach(fields -> kinds.put(fields[0], fields[1]));
            return kinds;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
