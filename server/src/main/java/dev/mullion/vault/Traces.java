package dev.mullion.vault;

import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.checks.Check;
import dev.mullion.checks.HeapDump;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Where a secret that was stored and used could be seen, besides in files: every row, list, export, and memory. */
@Component
class Traces {

    private static final Actor ACTOR = Actor.system("verify");

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final GlobalSql global;
    private final Vault vault;
    private final Exports exports;
    private final Settings settings;

    Traces(Workspaces workspaces, TenantSql tenant, GlobalSql global, Vault vault, Exports exports, Settings settings) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.global = global;
        this.vault = vault;
        this.exports = exports;
        this.settings = settings;
    }

    List<Check> of(Planted planted) {
        return List.of(
                Check.attempt("traces.tables", () -> tables(planted)),
                Check.attempt("traces.lists", () -> lists(planted)),
                Check.attempt("traces.exports", () -> exports(planted)),
                Check.attempt("traces.heap", () -> heap(planted)));
    }

    /** What tools show of this process now: threads with their frames, properties, environment, command line. */
    static String ofProcess() {
        String threads = Thread.getAllStackTraces().entrySet().stream()
                .map(thread -> thread.getKey() + Arrays.toString(thread.getValue()))
                .collect(Collectors.joining("\n"));
        var handle = ProcessHandle.current().info();
        return threads
                + System.getProperties()
                + System.getenv()
                + handle.commandLine()
                + handle.arguments().map(Arrays::toString);
    }

    private Check tables(Planted planted) {
        List<String> tables =
                global.sql("""
                select format('%I', c.relname)
                  from pg_catalog.pg_class c
                  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
                 where c.relnamespace = 'mullion'::regnamespace
                   and c.relkind in ('r', 'p')
                   and has_table_privilege(c.oid, 'select')
                 order by 1
                """).query((row, _) -> row.getString(1)).list();
        List<String> holding = workspaces.within(
                planted.workspace(),
                () -> tables.stream().filter(table -> holds(table, planted)).toList());
        return Check.of(
                "traces.tables",
                holding.isEmpty() && !tables.isEmpty(),
                "every row of the workspace in " + tables.size() + " tables, as text and as bytes; in the clear in "
                        + holding);
    }

    /** @param table quoted by the catalogue that named it: a name cannot be a parameter */
    private boolean holds(String table, Planted planted) {
        return tenant.sql("select count(*) from mullion." + table + """
                 t
                 where workspace_id = :workspace
                   and (position(:text::text in t::text) > 0 or position(:hex::text in t::text) > 0)
                """)
                        .param("text", planted.beginning())
                        .param("hex", planted.hex())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private Check lists(Planted planted) {
        List<String> shown = workspaces.within(
                planted.workspace(),
                () -> vault.of(planted.owner()).stream()
                        .map(SecretFacts::toString)
                        .toList());
        long telling = shown.stream().filter(planted::isIn).count();
        return Check.of(
                "traces.lists",
                telling == 0 && shown.size() == Planted.SECRETS,
                "what is told of " + shown.size() + " secrets; " + telling + " with the text");
    }

    private Check exports(Planted planted) {
        List<ExportFormat> telling = Arrays.stream(ExportFormat.values())
                .filter(format -> planted.isIn(exported(planted, format)))
                .toList();
        boolean named = exported(planted, ExportFormat.JSON_LINES)
                .contains(planted.owner().toString());
        return Check.of(
                "traces.exports",
                telling.isEmpty() && named,
                "the audit log in " + ExportFormat.values().length
                        + " formats, with what was stored in it; the text is in " + telling);
    }

    private String exported(Planted planted, ExportFormat format) {
        var out = new ByteArrayOutputStream();
        try {
            exports.prepare(planted.workspace(), ACTOR, format, AuditFilter.ALL).write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written to it", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The beginning itself is in memory here; with what follows it in a secret it is not. */
    private Check heap(Planted planted) {
        if (!settings.isEmbedded()) {
            return Check.partial(
                    "traces.heap", "not searched: a heap dump is for installations with the embedded database");
        }
        try {
            if (!HeapDump.fitsIn(settings.data())) {
                return Check.partial(
                        "traces.heap", "not searched: " + settings.data() + " has no room for a heap dump");
            }
            try (HeapDump dump = dumpWith(control(planted))) {
                boolean found = isIn(dump, control(planted));
                boolean left = isIn(dump, (planted.beginning() + "-").getBytes(StandardCharsets.US_ASCII));
                return Check.of(
                        "traces.heap",
                        found && !left,
                        "live objects of this process: a secret that was used is " + (left ? "" : "not ")
                                + "among them; the control was " + (found ? "found" : "not found"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the heap could not be dumped into " + settings.data(), e);
        }
    }

    private static byte[] control(Planted planted) {
        return (planted.beginning() + "+").getBytes(StandardCharsets.US_ASCII);
    }

    private HeapDump dumpWith(byte[] held) throws IOException {
        try {
            return HeapDump.takenIn(settings.data());
        } finally {
            Reference.reachabilityFence(held);
        }
    }

    private static boolean isIn(HeapDump dump, byte[] text) throws IOException {
        return !MarkerSearch.in(dump.folder(), text, Instant.EPOCH).found().isEmpty();
    }
}
