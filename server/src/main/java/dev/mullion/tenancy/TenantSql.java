package dev.mullion.tenancy;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements on tenant tables. {@code :workspace} is always bound to the workspace of the current
 * {@link Workspaces#within door}; outside one every call raises {@link NoWorkspaceBound}.
 */
public final class TenantSql {

    private final JdbcClient client;

    TenantSql(DataSource source) {
        this.client = JdbcClient.create(source);
    }

    public JdbcClient.StatementSpec sql(String text) {
        return client.sql(text).param("workspace", Workspaces.bound().value());
    }
}
