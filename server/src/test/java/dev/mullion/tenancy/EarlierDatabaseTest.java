package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.DatabaseAccess.Login;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database made by the first release, with two tenants' data in it, is taken over by this one. */
class EarlierDatabaseTest {

    private static final String FIRST_RELEASE = "1";
    private static final KeyRing KEYS = TestTenancy.newKeys();

    private static TestPostgres.Database earlier;
    private static Map<String, Long> before;

    @BeforeAll
    static void makeIt() throws IOException, SQLException {
        earlier = TestPostgres.createDatabase("earlier");
        new DatabaseSetup(earlier.jdbcUrl(), administrator()).run(TestTenancy.OWNER, TestTenancy.APP);
        Migrations migrations = migrations();
        TestTenancy.MODULES.forEach(
                module -> migrations.flyway(module).target(FIRST_RELEASE).load().migrate());
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text("/earlier/first-light.sql"));
            before = rows(connection);
        }
        assertThat(before.values()).as("rows before").doesNotContain(0L);

        assertThat(migrations.pending()).isPositive();
        migrations.run(KEYS.installation(KeyLabel.DATABASE_CONTEXT));
    }

    @Test
    void losesNoRowOfAnyTableAndHasNothingLeftToDo() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(rows(connection)).containsAllEntriesOf(before);
        }
        assertThat(migrations().pending()).isZero();
        assertThat(migrations().run(KEYS.installation(KeyLabel.DATABASE_CONTEXT)))
                .isZero();
    }

    @Test
    void breaksNoRuleOfTheSchema() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet faults = statement.executeQuery(
                        "select string_agg(object || ': ' || fault, '; ') from mullion_guard.schema_faults()")) {
            faults.next();
            assertThat(faults.getString(1)).isNull();
        }
    }

    @Test
    void showsEachTenantItsOwnThroughTheDoorAndNothingElse() {
        try (TestTenancy tenancy = TestTenancy.on(earlier, KEYS)) {
            for (String slug : new String[] {"earlier-1", "earlier-2"}) {
                WorkspaceId id =
                        tenancy.workspaces.find(new Slug(slug)).orElseThrow().id();
                assertThat(tenancy.labels(id)).hasSize(5).allMatch(label -> label.startsWith(slug + "/"));
            }
        }
    }

    private static Migrations migrations() {
        return new Migrations(earlier.jdbcUrl(), TestTenancy.OWNER, TestTenancy.MODULES);
    }

    private static Login administrator() {
        return new Login(earlier.user(), earlier.password());
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(earlier.jdbcUrl(), earlier.user(), earlier.password());
    }

    /** How many rows of how many tenants each table has that the first release filled. */
    private static Map<String, Long> rows(Connection connection) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : new String[] {
            "connection", "delivery", "delivery_hour", "repository", "label", "pull_request", "review", "push", "route"
        }) {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery(
                            "select count(*) * count(distinct workspace_id) from mullion." + table)) {
                count.next();
                rows.put(table, count.getLong(1));
            }
        }
        return rows;
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(EarlierDatabaseTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
