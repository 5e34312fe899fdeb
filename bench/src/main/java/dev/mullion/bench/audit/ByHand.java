package dev.mullion.bench.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** With Spring's transaction and JdbcClient over a pool, a hand-written predicate, and no row security. */
final class ByHand implements Writing {

    static final String ROLE = "peer";

    /** Of a database that lives as long as the run, on loopback. */
    static final String PASSWORD = "synthetic-password-of-a-contender";

    private final String name;
    private final HikariDataSource pool;
    private final TransactionTemplate transactions;
    private final JdbcClient client;
    private final Recording record;

    private interface Recording {
        void of(JdbcClient client, UUID workspace, int number);
    }

    private ByHand(String name, Database database, Recording record) {
        this.name = name;
        this.record = record;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url(MullionServer.DATABASE));
        config.setUsername(ROLE);
        config.setPassword(PASSWORD);
        config.setMaximumPoolSize(Writers.THREADS);
        config.setAutoCommit(false);
        config.addDataSourceProperty("prepareThreshold", "3"); // as in Mullion's pools
        this.pool = new HikariDataSource(config);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
        this.client = JdbcClient.create(pool);
    }

    static ByHand plain(Database database) {
        return new ByHand(
                "limit: plain insert, by hand",
                database,
                (client, workspace, number) -> client.sql("""
                        insert into plain_event (workspace_id, id, at, action, actor, subject, detail)
                        values (:workspace, :id, now(), 'permissions.changed', 'person per_1', :subject, :detail)
                        """)
                        .param("workspace", workspace)
                        .param("id", UUID.randomUUID())
                        .param("subject", "per_" + number)
                        .param("detail", Writing.detail(number))
                        .update());
    }

    /** What is often written: one chain a tenant, a lock of the transaction so that it does not fork. */
    static ByHand chain(Database database) {
        return new ByHand("chain of hashes under a lock, by hand", database, ByHand::chained);
    }

    /** Its last link: where the next one goes, and what it is chained to. */
    private record Link(long next, String hash) {}

    private static void chained(JdbcClient client, UUID workspace, int number) {
        client.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", workspace.getLeastSignificantBits())
                .query()
                .listOfRows();
        Link last = client.sql("""
                        select index, hash
                          from chain_event
                         where workspace_id = :workspace
                         order by index desc
                         limit 1
                        """)
                .param("workspace", workspace)
                .query((row, _) -> new Link(row.getLong(1) + 1, HexFormat.of().formatHex(row.getBytes(2))))
                .optional()
                .orElse(new Link(0, "00".repeat(32)));
        String detail = Writing.detail(number);
        client.sql("""
                insert into chain_event (workspace_id, index, hash, at, action, actor, subject, detail)
                values (:workspace, :index, :hash, now(), 'permissions.changed', 'person per_1', :subject, :detail)
                """)
                .param("workspace", workspace)
                .param("index", last.next())
                .param("hash", hash(last, number, detail))
                .param("subject", "per_" + number)
                .param("detail", detail)
                .update();
    }

    private static byte[] hash(Link last, int number, String detail) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HexFormat.of().parseHex(last.hash()));
            sha256.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(last.next())
                    .putInt(number)
                    .flip());
            return sha256.digest(detail.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(UUID workspace, int number) {
        transactions.executeWithoutResult(_ -> {
            client.sql("""
                    insert into label (workspace_id, kind, external_id, text, as_of)
                    values (:workspace, 'repository', :id, :text, now())
                    """)
                    .param("workspace", workspace)
                    .param("id", Writing.thing(name, number))
                    .param("text", "synthetic-service-" + number)
                    .update();
            record.of(client, workspace, number);
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
