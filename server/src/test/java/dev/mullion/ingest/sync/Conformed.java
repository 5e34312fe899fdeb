package dev.mullion.ingest.sync;

import dev.mullion.egress.Hurry;
import dev.mullion.egress.LimitedClient;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of docs/conformance.md.
 *
 * @param said what the run, or what was sent, came to
 * @param connection where the connection stood then
 * @param next what the next run came to
 */
record Conformed(String fault, String vendor, String said, String connection, String next) {

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    private static final Pattern END = Pattern.compile("(?<=[.])\\s+(?=[A-Z0-9])");

    String line() {
        return "| " + String.join(" | ", fault, vendor, said, connection, next) + " |";
    }

    /** How it ended, and what it says of itself but for the range of instants. */
    static String words(SyncRun run) {
        return run.state().word() + ": "
                + sentences(run)
                        .filter(sentence -> !sentence.startsWith("What changed from "))
                        .collect(Collectors.joining(" "));
    }

    /** The one sentence of a run that has these words. */
    static String sentence(SyncRun run, String words) {
        return sentences(run)
                .filter(sentence -> sentence.contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> sentences(SyncRun run) {
        return END.splitAsStream(INSTANT.matcher(run.coverage()).replaceAll("a named time"));
    }

    /** Every row of every table of a workspace, as text. */
    static List<String> kept(WorkspaceId workspace) {
        List<String> tables = ReadGitHub.bean(GlobalSql.class)
                .sql("""
                select quote_ident(c.relname)
                  from pg_catalog.pg_class c
                  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'mullion'
                   and c.relkind in ('r', 'p')
                   and c.relrowsecurity
                   and has_table_privilege(c.oid, 'select')
                """)
                .query((row, _) -> row.getString(1))
                .list();
        return tables.stream()
                .flatMap(table -> ReadGitHub.bean(Workspaces.class)
                        .within(
                                workspace,
                                () -> ReadGitHub.bean(TenantSql.class)
                                        .sql("select t::text from " + table + " t where t.workspace_id = :workspace")
                                        .query((row, _) -> row.getString(1))
                                        .list())
                        .stream())
                .toList();
    }

    /** What a component asks its vendor with. */
    static LimitedClient client(String component) {
        Object api = Stream.of(ReadGitHub.server().context().getBeanDefinitionNames())
                .map(name -> ReadGitHub.server().context().getBean(name))
                .filter(bean -> bean.getClass().getName().equals(component))
                .findFirst()
                .orElseThrow();
        Object client = Hurry.of(api, "client");
        return client instanceof LimitedClient limited ? limited : (LimitedClient) Hurry.of(client, "client");
    }
}
