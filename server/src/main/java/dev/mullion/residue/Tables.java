package dev.mullion.residue;

import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads every row that the app role can see from inside the canary workspace, each as the text of all its columns:
 * text, json and names as they are, bytes as hexadecimal. Finds what a file does not show, such as compressed values.
 */
@Component
class Tables {

    /** More rows than this are of tables that grow with the installation; the files are searched for those. */
    private static final int MOST_ROWS = 100_000;

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final GlobalSql global;

    Tables(Workspaces workspaces, TenantSql tenant, GlobalSql global) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.global = global;
    }

    /** @param name quoted by PostgreSQL itself: an identifier cannot be a parameter */
    private record Table(String name, boolean tenants) {}

    Found search(WorkspaceId workspace, Search search) {
        Found found = new Found("tables");
        for (Table table : tables()) {
            found.enter("table " + table.name());
            if (table.tenants()) {
                workspaces.within(workspace, () -> {
                    read(
                            tenant.sql("select t::text from " + table.name()
                                    + " t where t.workspace_id = :workspace limit " + MOST_ROWS),
                            search,
                            found);
                    return true;
                });
            } else {
                read(global.sql("select t::text from " + table.name() + " t limit " + MOST_ROWS), search, found);
            }
        }
        return found;
    }

    private static void read(JdbcClient.StatementSpec rows, Search search, Found found) {
        List<String> texts = rows.query((row, _) -> row.getString(1)).list();
        texts.forEach(text -> search.in(text.getBytes(StandardCharsets.UTF_8), found));
        if (texts.size() == MOST_ROWS) {
            found.unreadable();
        }
    }

    /**
     * Every table with a workspace's rows is one with row-level security: the schema's rules are verified elsewhere.
     */
    private List<Table> tables() {
        return global.sql("""
                select quote_ident(c.relname) as name, c.relrowsecurity as tenants
                  from pg_catalog.pg_class c
                  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'mullion'
                   and c.relkind in ('r', 'p', 'm')
                   and has_table_privilege(c.oid, 'select')
                 order by c.relname
                """)
                .query((row, _) -> new Table(row.getString("name"), row.getBoolean("tenants")))
                .list();
    }
}
