package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Road.class)
class DoorTest {

    @SuppressWarnings("unused") // what the class is run with; the building takes it
    @Parameter
    private Road road;

    private static TestTenancy tenancy;
    private WorkspaceId a;
    private WorkspaceId b;

    @BeforeParameterizedClassInvocation
    static void build(Road road) {
        tenancy = road.tenancy();
    }

    @AfterParameterizedClassInvocation
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void twoWorkspacesWithALabelEach() {
        a = tenancy.newWorkspace().id();
        b = tenancy.newWorkspace().id();
        addLabel(a, 1, "of a");
        addLabel(b, 1, "of b");
    }

    @Test
    void readsItsOwnRowsAndNoOthers() {
        assertThat(labels(a)).isEqualTo("of a");
        assertThat(labels(b)).isEqualTo("of b");
    }

    @Test
    @Attack({"isolation-17", "isolation-26"})
    void lendsNoConnectionOutsideTheDoor() {
        assertThatThrownBy(() -> tenancy.tenant.sql("select 1")).isInstanceOf(NoWorkspaceBound.class);
    }

    @Test
    @Attack("isolation-29")
    void refusesAnotherThread() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tenancy.workspaces.within(a, () -> {
                var elsewhere = CompletableFuture.supplyAsync(this::labelsOfBound, threads);
                assertThatThrownBy(elsewhere::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(NoWorkspaceBound.class);
                return true;
            });
        }
    }

    @Test
    void joinsItselfAndRefusesToNestInAnother() {
        String joined = tenancy.workspaces.within(a, () -> tenancy.workspaces.within(a, this::labelsOfBound));
        assertThat(joined).isEqualTo("of a");
        assertThatThrownBy(() -> tenancy.workspaces.within(a, () -> tenancy.workspaces.within(b, this::labelsOfBound)))
                .isInstanceOf(WorkspaceMismatch.class);
    }

    @Test
    void keepsNothingOfWorkThatThrows() {
        assertThatThrownBy(() -> tenancy.workspaces.within(a, () -> {
                    insertLabel(2, "never");
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(labels(a)).isEqualTo("of a");
    }

    @Test
    @Attack("isolation-18")
    void closesTheDoorOfASuspendedWorkspace() {
        tenancy.workspaces.suspend(a);
        assertThatThrownBy(() -> labels(a)).isInstanceOf(WorkspaceUnavailable.class);
        assertThatThrownBy(() -> labels(new WorkspaceId(UUID.randomUUID()))).isInstanceOf(WorkspaceUnavailable.class);
        tenancy.workspaces.resume(a);
        assertThat(labels(a)).isEqualTo("of a");
    }

    @Test
    @Attack("isolation-30")
    void refusesAStatementThatNamesAnotherWorkspace() {
        assertThatThrownBy(() -> tenancy.workspaces.within(
                        a,
                        () -> tenancy.tenant
                                .sql("select text from label where workspace_id = :other")
                                .param("other", b.value())
                                .query(String.class)
                                .list()))
                .isInstanceOf(WorkspaceMismatch.class);
        assertThat(tenancy.events)
                .contains(new GuardTripped(a, "a statement's workspace parameter is not the bound workspace"));
    }

    private String labels(WorkspaceId workspace) {
        return tenancy.workspaces.within(workspace, this::labelsOfBound);
    }

    private String labelsOfBound() {
        return String.join(
                ",",
                tenancy.tenant
                        .sql("select text from label where workspace_id = :workspace order by text")
                        .query(String.class)
                        .list());
    }

    private void addLabel(WorkspaceId workspace, long id, String text) {
        tenancy.workspaces.within(workspace, () -> insertLabel(id, text));
    }

    private int insertLabel(long id, String text) {
        return tenancy.tenant.sql("""
                        insert into label (workspace_id, kind, external_id, text, as_of)
                        values (:workspace, 'repository', :id, :text, now())
                        """).param("id", id).param("text", text).update();
    }
}
