package dev.mullion.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One transaction of one workspace on one connection, for the thread that opened the door. */
final class Lease {

    static final ScopedValue<Lease> CURRENT = ScopedValue.newInstance();

    private final WorkspaceId workspace;
    private final Connection connection;
    private final String token;
    private final Plans plans;
    private final Function<WorkspaceId, String> signing;
    private final Thread owner = Thread.currentThread();
    private final List<Runnable> beforeCommit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean contextSent;
    private boolean open = true;

    /** @param signing makes a context for this connection */
    Lease(Connection connection, WorkspaceId workspace, Plans plans, Function<WorkspaceId, String> signing) {
        this.workspace = workspace;
        this.connection = connection;
        this.token = signing.apply(workspace);
        this.plans = plans;
        this.signing = signing;
    }

    WorkspaceId workspace() {
        return workspace;
    }

    /** The bound connection, for the owner while the door is open and for nobody else. */
    Connection connection() {
        requireOwner();
        return connection;
    }

    void requireOwner() {
        if (!owner.equals(Thread.currentThread())) {
            throw new NoWorkspaceBound(
                    "the connection of a workspace was used by another thread than the one that opened the door");
        }
        if (!open) {
            throw new NoWorkspaceBound("the connection of a workspace was used after its door closed");
        }
    }

    /** How its statements are planned. */
    Plans plans() {
        return plans;
    }

    /** The statement that sets the context; one constant text, so that the server prepares it. */
    String opening() {
        return plans.opening();
    }

    boolean contextSent() {
        return contextSent;
    }

    /** The context travels as a bind parameter, so that no view or log of the server shows it. */
    void bindContext(PreparedStatement statement) throws SQLException {
        statement.setString(1, token);
    }

    void contextTravels() {
        contextSent = true;
    }

    /** Until the next one, or the end of the transaction. */
    void vouch(Voucher voucher) {
        try (PreparedStatement set = connection().prepareStatement("select set_config('mullion.voucher', ?, true)")) {
            set.setString(1, signing.apply(voucher.named()));
            set.execute();
        } catch (SQLException e) {
            throw Door.failure("vouch", e);
        }
    }

    void beforeCommit(Runnable action) {
        requireOwner();
        beforeCommit.add(action);
    }

    /** Runs what was left for the end of the transaction, in order; an action may leave another. */
    void settle() {
        for (int next = 0; next < beforeCommit.size(); next++) {
            beforeCommit.get(next).run();
        }
    }

    void afterCommit(Runnable action) {
        requireOwner();
        afterCommit.add(action);
    }

    List<Runnable> close() {
        open = false;
        return afterCommit;
    }
}
