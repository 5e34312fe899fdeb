package dev.mullion.tenancy;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements that run before a tenant is known: registry, routes, sessions, health. The same role as behind the door
 * but without a context, so no tenant row can be seen. Each statement is its own transaction.
 */
public final class GlobalSql {

    private final JdbcClient client;

    GlobalSql(DataSource source) {
        this.client = JdbcClient.create(source);
    }

    public JdbcClient.StatementSpec sql(String text) {
        return client.sql(text);
    }
}
