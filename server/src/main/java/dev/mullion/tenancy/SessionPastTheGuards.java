package dev.mullion.tenancy;

import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * SQL as somebody has it who got the whole text of a statement into Mullion's hands: the app role's own login, and in
 * each transaction the signed context of one workspace, with neither door nor guard before it. For the challenge alone;
 * no bean makes one. One thread at a time.
 */
public final class SessionPastTheGuards implements AutoCloseable {

    /** No answer has more rows than that. */
    static final int MOST_ROWS = 1_000;

    private static final int PATIENCE_SECONDS = 20;
    private static final Pattern BEGINS = Pattern.compile("(?is)\\s*(begin|start\\s+transaction)\\b.*");
    private static final Pattern COPIES = Pattern.compile("(?is)\\s*copy\\b.*\\b(to\\s+stdout|from\\s+stdin)\\b.*");

    private final DatabaseAccess access;
    private final ContextSigner signer;
    private final WorkspaceId workspace;
    private @Nullable Connection connection;
    private boolean held;

    private SessionPastTheGuards(DatabaseAccess access, ContextSigner signer, WorkspaceId workspace) {
        this.access = access;
        this.signer = signer;
        this.workspace = workspace;
    }

    /** Connects at the first statement, and anew when the connection ended. */
    public static SessionPastTheGuards of(DatabaseAccess access, KeyRing keys, Clock clock, WorkspaceId workspace) {
        var signer = new ContextSigner(
                keys.installation(KeyLabel.DATABASE_CONTEXT), clock, TenancyConfiguration.CONTEXT_LIFE);
        return new SessionPastTheGuards(access, signer, workspace);
    }

    /** What one statement came to, and everything that the server said beside it. */
    public record Answer(List<Result> results, List<String> notices) {
        public Answer {
            results = List.copyOf(results);
            notices = List.copyOf(notices);
        }
    }

    /** One result; a text may hold several statements. */
    public sealed interface Result {}

    /**
     * Rows as text.
     *
     * @param cut whether there were more than are shown
     */
    public record Rows(List<String> columns, List<List<String>> rows, boolean cut) implements Result {
        public Rows {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    public record Changed(long rows) implements Result {}

    /** What {@code copy ... to stdout} wrote. */
    public record Copied(String text) implements Result {}

    public record Refused(String state, String words) implements Result {}

    /**
     * Runs what was typed. A transaction begun by hand stays until it is ended by hand and carries the context from its
     * beginning; anything else is a transaction of its own, committed.
     */
    public Answer run(String sql) {
        List<Result> results = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        try {
            Connection open = connected();
            if (state(open) == TransactionState.IDLE) {
                held = BEGINS.matcher(sql).matches();
                begin(open, sql, results, notices);
            } else {
                execute(open, sql, results, notices);
            }
            settle(open);
        } catch (SQLException e) {
            results.add(refused(e));
            recover();
        }
        return new Answer(results, notices);
    }

    private void begin(Connection open, String sql, List<Result> results, List<String> notices) throws SQLException {
        if (held) {
            execute(open, sql, results, notices);
            carry(open);
        } else {
            command(open, "begin");
            carry(open);
            execute(open, sql, results, notices);
        }
    }

    private void carry(Connection open) throws SQLException {
        if (state(open) == TransactionState.OPEN) {
            BareConnections.carry(open, signer.sign(workspace, BareConnections.backend(open)));
        }
    }

    private void settle(Connection open) throws SQLException {
        TransactionState state = state(open);
        if (!held && state != TransactionState.IDLE) {
            command(open, state == TransactionState.OPEN ? "commit" : "rollback");
        }
        held = held && state(open) != TransactionState.IDLE;
    }

    /** After an error: a transaction of its own is rolled back, one begun by hand waits for its rollback. */
    private void recover() {
        Connection open = connection;
        if (open == null) {
            return;
        }
        try {
            if (open.isClosed()) {
                connection = null;
                held = false;
            } else {
                settle(open);
            }
        } catch (SQLException e) {
            close();
        }
    }

    private void execute(Connection open, String sql, List<Result> results, List<String> notices) throws SQLException {
        if (COPIES.matcher(sql).matches()) {
            results.add(copied(open, sql));
            return;
        }
        try (Statement statement = open.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(MOST_ROWS + 1);
            statement.setQueryTimeout(PATIENCE_SECONDS);
            for (boolean rows = statement.execute(sql);
                    rows || statement.getUpdateCount() >= 0;
                    rows = statement.getMoreResults()) {
                results.add(rows ? rows(statement) : new Changed(statement.getLargeUpdateCount()));
            }
            notices.addAll(notices(open, statement));
        }
    }

    private static List<String> notices(Connection open, Statement statement) throws SQLException {
        PGNotification[] received = open.unwrap(PGConnection.class).getNotifications();
        return Stream.concat(
                        Stream.iterate(statement.getWarnings(), found -> found != null, SQLWarning::getNextWarning)
                                .map(warning -> String.valueOf(warning.getMessage())),
                        Stream.of(received)
                                .map(note -> "notification of " + note.getName() + ": " + note.getParameter()))
                .toList();
    }

    private static Rows rows(Statement statement) throws SQLException {
        try (ResultSet found = statement.getResultSet()) {
            int width = found.getMetaData().getColumnCount();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                columns.add(found.getMetaData().getColumnLabel(i));
            }
            List<List<String>> rows = new ArrayList<>();
            while (found.next() && rows.size() < MOST_ROWS) {
                List<String> row = new ArrayList<>();
                for (int i : IntStream.rangeClosed(1, width).toArray()) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(row);
            }
            return new Rows(columns, rows, !found.isAfterLast() && rows.size() == MOST_ROWS);
        }
    }

    private static Result copied(Connection open, String sql) throws SQLException {
        var copy = open.unwrap(PGConnection.class).getCopyAPI();
        try {
            if (sql.toLowerCase(Locale.ROOT).contains("stdin")) {
                return new Changed(copy.copyIn(sql, new StringReader("")));
            }
            var text = new StringWriter();
            copy.copyOut(sql, text);
            return new Copied(text.toString());
        } catch (IOException e) {
            throw new SQLException("the copy ended early", "08006", e);
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            Properties how = new Properties();
            how.setProperty("user", access.app().user());
            how.setProperty("password", access.app().password());
            how.setProperty("ApplicationName", "mullion-challenge");
            how.setProperty("maxResultBuffer", "16M");
            how.setProperty("socketTimeout", "40");
            open = DriverManager.getConnection(access.url(), how);
            connection = open;
        }
        return open;
    }

    private static TransactionState state(Connection open) throws SQLException {
        return open.unwrap(BaseConnection.class).getTransactionState();
    }

    private static void command(Connection open, String command) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute(command);
        }
    }

    private static Refused refused(SQLException e) {
        return new Refused(String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        held = false;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException _) {
                // it ended by itself
            }
        }
    }
}
