package dev.mullion.identity;

import dev.mullion.limits.RateLimits;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The way of every request to a workspace: from the slug to the workspace, from the caller to their membership, from
 * there to the permission key, and then the work, all in the same transaction of the same door. Whatever is missing,
 * the answer is {@link NotHere}. A member without the key gets it too: they do not learn what is there. Safe to share
 * between threads.
 */
@Component
public class Doorway {

    private final Workspaces workspaces;
    private final Memberships memberships;
    private final Members members;
    private final ApiTokens tokens;
    private final RateLimits limits;

    Doorway(Workspaces workspaces, Memberships memberships, Members members, ApiTokens tokens, RateLimits limits) {
        this.workspaces = workspaces;
        this.memberships = memberships;
        this.members = members;
        this.tokens = tokens;
        this.limits = limits;
    }

    /** Work inside the door that may fail with an exception of its own. */
    @FunctionalInterface
    public interface Work<T, X extends Throwable> {
        T run(Access access) throws X;
    }

    /**
     * Runs {@code work} in the workspace for a caller who holds {@code needed} there.
     *
     * @throws NotHere when there is nothing there for this caller, whatever the reason
     * @throws dev.mullion.limits.TooManyRequests when the workspace's members together ask too often
     * @throws WorkspaceUnavailable when the workspace is locked, or too busy and the same call may succeed a second
     *     later
     */
    public <T, X extends Throwable> T within(String slug, Caller caller, Permission needed, Work<T, X> work) throws X {
        return within(slug, caller, access -> {
            if (!access.allows(needed)) {
                throw new NotHere();
            }
            return work.run(access);
        });
    }

    /**
     * For what every member and token of the workspace has, such as its Home page: there each part asks {@code access}
     * for the key that it needs.
     */
    public <T, X extends Throwable> T within(String slug, Caller caller, Work<T, X> work) throws X {
        Workspace workspace = find(slug, caller).orElseThrow(NotHere::new);
        limits.require(RateLimits.Kind.WORKSPACE, workspace.id().toString());
        try {
            return workspaces.within(workspace.id(), () -> work.run(admit(workspace, caller)));
        } catch (WorkspaceUnavailable unavailable) {
            if (unavailable.worthRetrying() || unavailable.isLocked()) {
                throw unavailable;
            }
            throw new NotHere();
        }
    }

    /** The workspace of this slug, where the caller belongs to it. What they may do there is not asked. */
    public Optional<WorkspaceId> belongsTo(String slug, Caller caller) {
        return find(slug, caller).map(Workspace::id);
    }

    /** Only who belongs there goes on: a stranger cannot use up the workspace's rate or its database connections. */
    private Optional<Workspace> find(String slug, Caller caller) {
        return named(slug).flatMap(name -> switch (caller) {
            case Caller.PersonCaller person ->
                memberships.route(person.person(), name).flatMap(workspaces::find);
            case Caller.TokenCaller token -> workspaces.find(name).filter(found -> isOf(token, found.id()));
        });
    }

    private static boolean isOf(Caller.TokenCaller token, WorkspaceId workspace) {
        return token.workspace().equals(workspace);
    }

    /** The route said that the caller belongs here; what counts is the row behind the door. */
    private Access admit(Workspace workspace, Caller caller) {
        Optional<Permissions> permissions = switch (caller) {
            case Caller.PersonCaller person -> members.permissionsOf(person.person());
            case Caller.TokenCaller token -> tokens.permissionsOf(token.token());
        };
        return permissions
                .map(granted -> new Access(workspace, caller.actor(), granted))
                .orElseThrow(NotHere::new);
    }

    private static Optional<Slug> named(String slug) {
        try {
            return Optional.of(new Slug(slug));
        } catch (IllegalArgumentException notASlug) {
            return Optional.empty();
        }
    }
}
