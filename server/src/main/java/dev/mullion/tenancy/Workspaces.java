package dev.mullion.tenancy;

import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;

/**
 * The tenants, and the one door to their data. Safe to share between threads; work inside the door belongs to the
 * thread that opened it.
 */
public final class Workspaces {

    private final WorkspaceRegistry registry;
    private final Door door;
    private final KeyRing keys;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Workspaces(WorkspaceRegistry registry, Door door, KeyRing keys, Clock clock, ApplicationEventPublisher events) {
        this.registry = registry;
        this.door = door;
        this.keys = keys;
        this.clock = clock;
        this.events = events;
    }

    /** Work that may fail with an exception of its own. */
    @FunctionalInterface
    public interface Work<T, X extends Throwable> {
        T run() throws X;
    }

    /**
     * Runs {@code work} in one transaction of {@code workspace}: committed when it returns, rolled back when it throws.
     * Inside the same workspace it joins the transaction under way; inside another it raises {@link WorkspaceMismatch}.
     *
     * @throws WorkspaceUnavailable when the workspace is suspended, erased, unknown, locked or busy
     */
    public <T, X extends Throwable> T within(WorkspaceId workspace, Work<T, X> work) throws X {
        return within(workspace, Plans.FITTED, work);
    }

    /**
     * Like {@link #within(WorkspaceId, Work)}, with a say in how its statements are planned; a transaction that is
     * under way stays as it is.
     */
    public <T, X extends Throwable> T within(WorkspaceId workspace, Plans plans, Work<T, X> work) throws X {
        if (Lease.CURRENT.isBound()) {
            requireBound(workspace);
            return work.run();
        }
        requireActive(workspace);
        keys.shut(workspace.value()).ifPresent(Workspaces::refuse);
        return opened(workspace, plans, work);
    }

    /**
     * Enters a workspace although its owner's key is switched off: to record that it is, and for nothing else.
     *
     * @throws WorkspaceUnavailable when the workspace is suspended, erased, unknown or busy
     */
    public <T, X extends Throwable> T withinLocked(WorkspaceId workspace, Work<T, X> work) throws X {
        if (Lease.CURRENT.isBound()) {
            requireBound(workspace);
            return work.run();
        }
        requireActive(workspace);
        return opened(workspace, Plans.FITTED, work);
    }

    private static void refuse(KeysUnavailable.Reason reason) {
        throw reason == KeysUnavailable.Reason.LOCKED
                ? new WorkspaceUnavailable(
                        WorkspaceUnavailable.Reason.LOCKED,
                        "this workspace is locked: the key that wraps its keys was switched off by its owner")
                : new WorkspaceUnavailable(
                        WorkspaceUnavailable.Reason.BUSY,
                        "the keys of this workspace are not to be had now; try again in a second");
    }

    private void requireActive(WorkspaceId workspace) {
        if (registry.find(workspace)
                .filter(found -> found.state() == Workspace.State.ACTIVE)
                .isEmpty()) {
            throw new WorkspaceUnavailable(
                    WorkspaceUnavailable.Reason.GONE,
                    "this workspace cannot be entered: it is suspended, erased or unknown");
        }
    }

    private <T, X extends Throwable> T opened(WorkspaceId workspace, Plans plans, Work<T, X> work) throws X {
        try {
            return door.open(workspace, plans, work);
        } catch (WorkspaceMismatch refused) {
            events.publishEvent(new GuardTripped(workspace, refused.rule()));
            throw refused;
        }
    }

    /** The workspace whose door this thread is inside of. */
    public static WorkspaceId bound() {
        if (!Lease.CURRENT.isBound()) {
            throw new NoWorkspaceBound("no workspace is bound here");
        }
        Lease lease = Lease.CURRENT.get();
        lease.requireOwner();
        return lease.workspace();
    }

    /** The value guard: whatever carries a workspace passes here before it is used inside a door. */
    public static void requireBound(WorkspaceId claimed) {
        if (!bound().equals(claimed)) {
            throw new WorkspaceMismatch("a value of another workspace was used inside this one's door");
        }
    }

    /**
     * Tells the database that the server itself says this, until it says something else or the transaction under way
     * ends. Rows that its role may insert and that only the server makes are not taken without (audit, V10).
     *
     * @param words what is said, in the words of the table's trigger, each without a blank
     */
    public static void vouch(Object... words) {
        bound();
        Lease.CURRENT.get().vouch(Voucher.of(words));
    }

    /**
     * Runs {@code action} as the last thing of the transaction under way, in the order of these calls: what takes a
     * lock that every transaction wants waits there, so that it is held briefly and never before another one. If it
     * throws, all is rolled back.
     */
    public static void beforeCommit(Runnable action) {
        bound();
        Lease.CURRENT.get().beforeCommit(action);
    }

    /** Runs {@code action} once the transaction under way has been committed; never when it was rolled back. */
    public static void afterCommit(Runnable action) {
        bound();
        Lease.CURRENT.get().afterCommit(action);
    }

    /** Adds a tenant. The slug must be free. Its keys come first: no workspace is ever without. */
    public Workspace create(Slug slug, String name, Workspace.Kind kind) {
        var workspace = new Workspace(
                new WorkspaceId(Uuid7.next(clock)), slug, name, kind, Workspace.State.ACTIVE, clock.instant());
        keys.create(workspace.id().value());
        try {
            registry.add(workspace);
        } catch (DuplicateKeyException taken) {
            keys.sets().destroy(workspace.id().value());
            throw taken;
        }
        return workspace;
    }

    public void suspend(WorkspaceId workspace) {
        registry.become(workspace, Workspace.State.SUSPENDED);
    }

    public void resume(WorkspaceId workspace) {
        registry.become(workspace, Workspace.State.ACTIVE);
    }

    /**
     * Ends a workspace for good: nobody enters it any more, and its keys are destroyed, so that no secret of it opens
     * and no id of it is recognised, in no backup of the database either. Where the keys could not be destroyed it is
     * shut all the same, and calling this again goes on.
     */
    public void erase(WorkspaceId workspace) {
        registry.become(workspace, Workspace.State.ERASED);
        keys.sets().destroy(workspace.value());
    }

    /** An active or suspended workspace; an erased one is as if it never was. */
    public Optional<Workspace> find(Slug slug) {
        return registry.find(slug).filter(found -> found.state() != Workspace.State.ERASED);
    }

    /** An erased workspace, for who has to finish its erasing. */
    public Optional<Workspace> findErased(Slug slug) {
        return registry.find(slug).filter(found -> found.state() == Workspace.State.ERASED);
    }

    public Optional<Workspace> find(WorkspaceId id) {
        return registry.find(id).filter(found -> found.state() != Workspace.State.ERASED);
    }

    /** Every tenant that people use, by slug; the canary workspaces of the checks are left out. */
    public List<Workspace> list() {
        return registry.list();
    }
}
