package dev.mullion.bench.isolation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What one writes without Mullion: Spring's transaction and JdbcClient, the predicate by hand, on a copy of the tables.
 */
final class SpringWay implements Way {

    private final String name;
    private final boolean setsTenant;
    private final HikariDataSource pool;
    private final TransactionTemplate transactions;
    private final JdbcClient client;

    private SpringWay(String name, String url, String role, boolean setsTenant) {
        this.name = name;
        this.setsTenant = setsTenant;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(role);
        config.setPassword(Tables.PASSWORD);
        config.setMaximumPoolSize(2);
        config.setAutoCommit(false);
        config.addDataSourceProperty("prepareThreshold", "3"); // as in Mullion's pools
        this.pool = new HikariDataSource(config);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
        this.client = JdbcClient.create(pool);
    }

    /** No row security at all: only the predicate keeps tenants apart. */
    static SpringWay raw(String url) {
        return new SpringWay("raw predicate", url, Tables.RAW, false);
    }

    /** The policy of many a textbook: a setting of the transaction, and a function that every row is asked. */
    static SpringWay textbook(String url) {
        return new SpringWay("textbook policy", url, Tables.TEXTBOOK, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <T> T within(UUID workspace, Statement<T> statement) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (setsTenant) {
                client.sql("select set_config('app.workspace', :workspace, true)")
                        .param("workspace", workspace.toString())
                        .query(String.class)
                        .single();
            }
            return statement.run(text -> client.sql(text).param("workspace", workspace));
        }));
    }

    @Override
    public void close() {
        pool.close();
    }
}
