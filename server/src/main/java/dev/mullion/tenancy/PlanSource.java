package dev.mullion.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the database, as the app role and without running anything, how it would carry out a statement ({@code explain
 * (generic_plan)}, PostgreSQL 16).
 */
final class PlanSource {

    /**
     * The statement's own parameters are renumbered from here: up to PostgreSQL 16 a plan writes the result of the
     * policy's sub-select as {@code $0}, which must not be taken for a parameter of the statement.
     */
    static final int FIRST_PARAMETER = 1001;

    /**
     * Answers about the statement itself: not supported, bad value, syntax or privilege, too complex. Any other answer
     * (locked, cancelled, no connection) is about the moment and must not be remembered as a verdict.
     */
    private static final Set<String> ABOUT_THE_STATEMENT = Set.of("0A", "22", "42", "54");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d+)");

    private final DataSource source;
    private final JsonMapper json = JsonMapper.shared();

    PlanSource(DataSource source) {
        this.source = source;
    }

    sealed interface Answer {}

    /** @param tenantColumns for each tenant table the place of workspace_id among its columns, from 0 */
    record Explained(JsonNode plan, Map<String, Integer> tenantColumns) implements Answer {}

    record Unexplained(String reason) implements Answer {}

    /** @param how the planner's settings that the statement will run with: other settings make other plans */
    Answer explain(String sql, Plans how) {
        List<NativeQuery> parsed;
        try {
            parsed = Parser.parseJdbcSql(sql, true, true, true, true, false);
        } catch (SQLException e) {
            return new Unexplained("the statement is not well-formed");
        }
        if (parsed.size() != 1) {
            return new Unexplained("one statement at a time");
        }
        String text = parsed.getFirst().nativeSql;
        if (PLACEHOLDER.matcher(text).results().count() != parsed.getFirst().bindPositions.length) {
            return new Unexplained("a parameter is written ? or by name, never $n");
        }
        return StatementText.fault(text)
                .<Answer>map(Unexplained::new)
                .orElseGet(() -> ask(renumbered(text, parsed.getFirst()), how));
    }

    /** Only the places that the driver itself put in are parameters; a dollar in a literal is left alone. */
    private static String renumbered(String text, NativeQuery query) {
        StringBuilder renumbered = new StringBuilder(text.length() + 32);
        int from = 0;
        for (int position : query.bindPositions) {
            var placeholder = PLACEHOLDER.matcher(text);
            placeholder.region(position, text.length());
            if (!placeholder.lookingAt()) {
                throw new IllegalStateException("the driver no longer marks its parameters with $n");
            }
            renumbered
                    .append(text, from, position)
                    .append('$')
                    .append(FIRST_PARAMETER - 1 + Integer.parseInt(placeholder.group(1)));
            from = placeholder.end();
        }
        return renumbered.append(text.substring(from)).toString();
    }

    private Answer ask(String text, Plans how) {
        JsonNode plan;
        try {
            plan = json.readTree(SecondTry.whenBroken(() -> planOf(text, how)))
                    .get(0)
                    .get("Plan");
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (!ABOUT_THE_STATEMENT.contains(state.substring(0, 2))) {
                throw new CannotGetJdbcConnectionException("a statement could not be judged just now", e);
            }
            return new Unexplained(
                    "the database does not explain the statement (SQLSTATE " + state + "): " + reason(e));
        }
        // Only now that the first connection is back: two at once, each waiting for the second, would empty the pool.
        return new Explained(plan, tenantColumns());
    }

    /**
     * The settings hold for this one transaction, which is rolled back: the connection serves others after it. After a
     * failure the pool does that, without hiding the failure.
     */
    private String planOf(String text, Plans how) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement ask = connection.prepareStatement("select mullion_guard.plan(?)")) {
                set(connection, how);
                ask.setString(1, text);
                try (ResultSet row = ask.executeQuery()) {
                    row.next();
                    String plan = row.getString(1);
                    connection.rollback();
                    connection.setAutoCommit(true);
                    return plan;
                }
            }
        }
    }

    private static void set(Connection connection, Plans how) throws SQLException {
        if (how.planner().isPresent()) {
            try (PreparedStatement set =
                    connection.prepareStatement(how.planner().get())) {
                set.execute();
            }
        }
    }

    /** The server's first line speaks of our own statement text and of no data: nothing was run. */
    private static String reason(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** By the column and the sign-off alone: a table whose row security was lost is guarded all the more. */
    private Map<String, Integer> tenantColumns() {
        return JdbcClient.create(source)
                .sql("""
                        select c.relname, a.attnum - 1 as place
                          from pg_catalog.pg_class c
                          join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
                         where c.relnamespace = 'mullion'::regnamespace
                           and c.relkind in ('r', 'p')
                           and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'global: %'
                        """)
                .query((found, _) -> Map.entry(found.getString("relname"), found.getInt("place")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
