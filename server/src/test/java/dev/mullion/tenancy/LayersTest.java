package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Takes one layer away at a time and shows the next one holding. {@link BrokenLayersTest} shows each absence noticed.
 */
@Attack("isolation-58")
class LayersTest {

    private static final String BARE_CONTEXT = """
            create or replace function mullion.workspace() returns uuid language sql stable security definer
                set search_path = pg_catalog, pg_temp
                as $$ select left(nullif(current_setting('mullion.context', true), ''), 36)::uuid $$
            """;

    private static TestTenancy tenancy;
    private final List<String> repairs = new ArrayList<>();
    private WorkspaceId a;
    private WorkspaceId b;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
        tenancy.execute(tenancy.administrator(), "alter event trigger mullion_schema_rules disable");
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void twoWorkspacesWithALabelEach() {
        a = tenancy.newWorkspace().id();
        b = tenancy.newWorkspace().id();
        tenancy.addLabel(a, 1, "of a");
        tenancy.addLabel(b, 1, "of b");
    }

    @AfterEach
    void repair() {
        repairs.forEach(sql -> tenancy.execute(tenancy.administrator(), sql));
    }

    @Test
    void withoutRowSecurityTheGuardHolds() throws SQLException {
        remove(
                "alter table mullion.label disable row level security",
                "alter table mullion.label enable row level security");

        assertThat(textsByInjection(a)).contains("of b");
        assertThat(tenancy.labels(a)).containsExactly("of a");
        assertThatThrownBy(() -> unscoped(tenancy.tenant, a)).isInstanceOf(WorkspaceMismatch.class);
        assertThatThrownBy(() -> claiming(tenancy.tenant, a, b)).isInstanceOf(WorkspaceMismatch.class);
    }

    @Test
    void withoutForceTheServingRoleIsBoundStill() throws SQLException {
        remove(
                "alter table mullion.label no force row level security",
                "alter table mullion.label force row level security");

        assertThat(textsByInjection(a)).containsExactly("of a");
    }

    @Test
    void withAStrayPermissivePolicyTheFloorHolds() throws SQLException {
        remove(
                "create policy stray on mullion.label to mullion_app using (true) with check (true)",
                "drop policy stray on mullion.label");

        assertThat(textsByInjection(a)).containsExactly("of a");
    }

    @Test
    void withoutTheFloorTheOwnPolicyHolds() throws SQLException {
        remove("drop policy floor on mullion.label", """
                create policy floor on mullion.label as restrictive for all to public
                    using (workspace_id = (select mullion.workspace()))
                    with check (workspace_id = (select mullion.workspace()))
                """);

        assertThat(textsByInjection(a)).containsExactly("of a");
        assertThatThrownBy(() -> unscoped(tenancy.tenant, a)).isInstanceOf(WorkspaceMismatch.class);
    }

    @Test
    void withABareSettingForAContextTheGuardsHold() throws SQLException {
        remove(BARE_CONTEXT, DatabaseSetup.read("3_schemas"));

        assertThat(textsBySettingTheContextTo(b.value().toString())).contains("of b");
        assertThatThrownBy(() -> tenancy.workspaces.within(
                        a,
                        () -> tenancy.tenant
                                .sql("""
                                select text from label
                                 where workspace_id = :workspace
                                   and set_config('mullion.context', :other, true) is not null
                                """)
                                .param("other", b.value().toString())
                                .query(String.class)
                                .list()))
                .isInstanceOf(WorkspaceMismatch.class);
        assertThatThrownBy(() -> claiming(tenancy.tenant, a, b)).isInstanceOf(WorkspaceMismatch.class);
    }

    /**
     * With the key of one column a child may point at another's parent, which stays unreadable and cannot be deleted.
     */
    @Test
    void withAForeignKeyOfOneColumnThePoliciesHold() throws SQLException {
        remove("""
                alter table mullion.canary drop constraint canary_workspace_id_parent_fkey;
                create unique index one on mullion.canary (id);
                alter table mullion.canary add constraint crossing foreign key (parent) references mullion.canary (id)
                """, """
                alter table mullion.canary drop constraint crossing;
                drop index mullion.one;
                alter table mullion.canary add foreign key (workspace_id, parent) references mullion.canary (workspace_id, id)
                """);
        var canaries = new Canaries(tenancy.workspaces, tenancy.tenant);
        var other = canaries.plantIn(b);
        var bare = new BareConnections(tenancy.globalPool);
        BareConnections.Context own = backend -> tenancy.signer.sign(a, backend);

        assertThat(bare.attempt(
                                own,
                                "insert into mullion.canary values (?, gen_random_uuid(), ?, '')",
                                a.value(),
                                other.row())
                        .reached())
                .isTrue();
        assertThat(bare.attempt(own, "select p.note from mullion.canary p where p.id = ?", other.row())
                        .reached())
                .isFalse();
        assertThat(bare.attempt(own, "delete from mullion.canary where id = ?", other.row())
                        .reached())
                .isFalse();
        canaries.remove(other);
    }

    @Test
    void withoutTheStatementGuardThePoliciesHold() {
        assertThat(unscoped(Unguarded.sql(tenancy), a)).containsExactly("of a");
    }

    @Test
    void withoutTheValueGuardThePoliciesHold() {
        assertThat(claiming(Unguarded.sql(tenancy), a, b)).isEmpty();
    }

    @Test
    void withoutTheStatementGuardASetContextDoesNotHold() {
        List<String> texts = tenancy.workspaces.within(
                a,
                () -> Unguarded.sql(tenancy)
                        .sql("select text from label where set_config('mullion.context', :other, true) is not null")
                        .param("other", b.value().toString())
                        .query(String.class)
                        .list());

        assertThat(texts).doesNotContain("of b");
    }

    @Test
    void aDataSourceThatLendsToAnyoneHasNoContextAndShowsNothing() {
        List<String> texts = tenancy.workspaces.within(
                a,
                () -> new TenantSql(tenancy.globalPool)
                        .sql("select text from label")
                        .query(String.class)
                        .list());

        assertThat(texts).isEmpty();
        assertThatThrownBy(() -> new TenantSql(tenancy.globalPool).sql("select text from label"))
                .isInstanceOf(NoWorkspaceBound.class);
    }

    private void remove(String sql, String repair) {
        tenancy.execute(tenancy.administrator(), sql);
        repairs.add(repair);
    }

    private static List<String> unscoped(TenantSql tenant, WorkspaceId workspace) {
        return tenancy.workspaces.within(
                workspace,
                () -> tenant.sql("select text from label").query(String.class).list());
    }

    private static List<String> claiming(TenantSql tenant, WorkspaceId bound, WorkspaceId claimed) {
        return tenancy.workspaces.within(
                bound,
                () -> tenant.sql("select text from label where workspace_id = :claimed")
                        .param("claimed", claimed.value())
                        .query(String.class)
                        .list());
    }

    private static List<String> textsByInjection(WorkspaceId workspace) throws SQLException {
        try (Connection connection = tenancy.connectAs(TestTenancy.APP)) {
            connection.setAutoCommit(false);
            BareConnections.carry(connection, tenancy.tokenFor(workspace, connection));
            return texts(connection);
        }
    }

    private static List<String> textsBySettingTheContextTo(String context) throws SQLException {
        try (Connection connection = tenancy.connectAs(TestTenancy.APP)) {
            connection.setAutoCommit(false);
            BareConnections.carry(connection, context);
            return texts(connection);
        }
    }

    private static List<String> texts(Connection connection) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select text from mullion.label")) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
