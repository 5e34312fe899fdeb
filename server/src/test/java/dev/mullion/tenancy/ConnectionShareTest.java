package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class ConnectionShareTest {

    private static final int SHARE = 2;

    private static TestTenancy tenancy;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final List<Future<?>> holders = new ArrayList<>();
    private Workspaces workspaces;
    private WorkspaceId flooding;
    private WorkspaceId calm;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create(4);
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void twoWorkspaces() {
        workspaces = tenancy.workspacesWith(new ConnectionShare(SHARE, Duration.ofMillis(100)));
        flooding = tenancy.newWorkspace().id();
        calm = tenancy.newWorkspace().id();
        tenancy.addLabel(flooding, 1, "of the flood");
        tenancy.addLabel(calm, 1, "calm");
    }

    @AfterEach
    void letGo() throws Exception {
        letGo.countDown();
        for (Future<?> holder : holders) {
            holder.get();
        }
        threads.close();
    }

    @Test
    @Attack({"isolation-54", "reliability-45"})
    void aFloodingWorkspaceUsesUpItsOwnShareOnly() throws Exception {
        hold(flooding, SHARE);

        assertThatThrownBy(() -> labels(flooding))
                .isInstanceOfSatisfying(
                        WorkspaceUnavailable.class,
                        refused -> assertThat(refused.worthRetrying()).isTrue());
        for (int i = 0; i < 5; i++) {
            assertThat(labels(calm)).containsExactly("calm");
        }
        letGo();
        assertThat(labels(flooding)).containsExactly("of the flood");
    }

    @Test
    @Attack("reliability-45")
    void whenEveryConnectionIsTakenTheNextFailsFastAndRecovers() throws Exception {
        hold(flooding, SHARE);
        hold(tenancy.newWorkspace().id(), SHARE);

        assertThatThrownBy(() -> labels(calm)).isInstanceOf(CannotGetJdbcConnectionException.class);
        letGo();
        assertThat(labels(calm)).containsExactly("calm");
    }

    /** A place is given back however the transaction ends. */
    @Test
    @Attack("isolation-54")
    void aTransactionThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 3 * SHARE; i++) {
            assertThatThrownBy(() -> workspaces.within(calm, () -> {
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");
        }
        assertThat(labels(calm)).containsExactly("calm");
    }

    private void hold(WorkspaceId workspace, int places) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(places);
        for (int i = 0; i < places; i++) {
            holders.add(threads.submit(() -> workspaces.within(workspace, () -> {
                inside.countDown();
                letGo.await();
                return true;
            })));
        }
        inside.await();
    }

    private List<String> labels(WorkspaceId workspace) {
        return workspaces.within(
                workspace,
                () -> tenancy.tenant
                        .sql("select text from label where workspace_id = :workspace")
                        .query(String.class)
                        .list());
    }
}
