package dev.mullion.connectors;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The connections of the workspace whose door is open. Every change is audited in its own transaction. */
@Component
public class Connections {

    /** How much is said about a state. */
    public static final int LONGEST_WHY = 300;

    private final TenantSql tenant;
    private final HookRoutes routes;
    private final HookSecrets secrets;
    private final Disconnects disconnects;
    private final AuditTrail audit;
    private final Clock clock;

    Connections(
            TenantSql tenant,
            HookRoutes routes,
            HookSecrets secrets,
            Disconnects disconnects,
            AuditTrail audit,
            Clock clock) {
        this.tenant = tenant;
        this.routes = routes;
        this.secrets = secrets;
        this.disconnects = disconnects;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A new endpoint. Its key and secret are shown once: the key is kept as a hash, the secret in the vault.
     *
     * @param key the last part of the hook's address
     */
    public record Endpoint(ConnectionId id, String key, String secret) {}

    public Endpoint addEndpoint(Actor actor) {
        ConnectionId id = add(new Kind("github", Connection.Kind.ENDPOINT, null, null), actor);
        String key = routes.keyOf(id);
        routes.addHook(key, id);
        return new Endpoint(id, key, secrets.make(id, actor));
    }

    /** Address and secret of an endpoint once more, for what plays the vendor in this installation: demo and checks. */
    public Endpoint endpoint(ConnectionId id) {
        return new Endpoint(id, routes.keyOf(id), secrets.text(id));
    }

    /** Takes an App installation for this workspace. Only an operator may: the id proves nothing about who asks. */
    public ConnectionId claim(long installation, Actor actor) {
        ConnectionId id = add(new Kind("github", Connection.Kind.APP, installation, null), actor);
        routes.addInstallation("github", installation, id);
        return id;
    }

    /**
     * Connects by a key that is pasted next. Live and test mode are never read into one workspace: nobody could tell
     * afterwards what of a sum is real.
     *
     * @return its id and the last part of the hook's address
     * @throws OtherMode where a connection of the vendor's other mode is here
     */
    public Keyed addKeyed(String connector, Connection.Mode mode, Actor actor) {
        boolean hasOther = list().stream()
                .filter(one -> one.connector().equals(connector) && !one.endedHere())
                .anyMatch(one -> one.mode() != null && one.mode() != mode);
        if (hasOther) {
            throw new OtherMode(mode);
        }
        ConnectionId id = add(new Kind(connector, Connection.Kind.KEY, null, mode), actor);
        String key = routes.keyOf(id);
        routes.addHook(key, id);
        return new Keyed(id, key);
    }

    /** A new connection by key. */
    public record Keyed(ConnectionId id, String hookKey) {}

    /** A connection of the vendor's other mode is here. */
    public static final class OtherMode extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OtherMode(Connection.Mode asked) {
            super("this workspace is connected in the other mode; connect " + asked.word()
                    + " mode in a workspace of its own");
        }
    }

    /** One whose webhook secret is Mullion's own, for a check that plays the vendor. */
    public Endpoint addPlayed(String connector, Actor actor) {
        Keyed keyed = addKeyed(connector, Connection.Mode.TEST, actor);
        return new Endpoint(keyed.id(), keyed.hookKey(), secrets.make(keyed.id(), actor));
    }

    /** The last part of a connection's own hook address. */
    public String hookKey(ConnectionId id) {
        return routes.keyOf(id);
    }

    /**
     * Connects an account that a person consented to. One that was connected here before goes on as it was, with its
     * positions and facts.
     *
     * @param earlier the connection that it had; null: none
     * @throws AlreadyClaimed when another workspace has it
     */
    public ConnectionId grant(String connector, String account, @Nullable ConnectionId earlier, Actor actor) {
        ConnectionId id =
                earlier == null ? add(new Kind(connector, Connection.Kind.GRANT, null, null), actor) : earlier;
        if (earlier != null) {
            tenant.sql("""
                    update connection
                       set state = 'waiting', state_at = :at, said = null, ended_here = false, removed_at = null
                     where workspace_id = :workspace
                       and id = :id
                    """)
                    .param("at", Timestamp.from(clock.instant()))
                    .param("id", id.value())
                    .update();
            changed(id, actor, "waiting: somebody consented anew, and reading goes on where it was");
        }
        routes.addAccount(connector, account, id);
        return id;
    }

    /**
     * Whether a workspace of this installation has an account, this one or another. What the open transaction takes or
     * lets go does not count yet.
     */
    public boolean isTaken(String connector, String account) {
        return routes.isTaken(connector, account);
    }

    /** Whether a connection was not ended here; nobody ends it until this transaction is over. */
    public boolean holdLive(ConnectionId id) {
        return hold(List.of(id)).stream().anyMatch(held -> !held.endedHere());
    }

    /** Another workspace may connect this account from now on. */
    public void releaseAccount(String connector, String account) {
        routes.removeAccount(connector, account);
    }

    public List<Connection> list() {
        return tenant.sql("""
                select id, connector, kind, mode, state, installation, secret_version, labels_kept, created_at, state_at,
                       said, ended_here
                  from connection
                 where workspace_id = :workspace
                   and removed_at is null
                 order by created_at, id
                 limit 200
                """).query(Connection::of).list();
    }

    public Optional<Connection> find(ConnectionId id) {
        return find(List.of(id)).stream().findFirst();
    }

    public List<Connection> find(Collection<ConnectionId> ids) {
        return tenant.sql("""
                select id, connector, kind, mode, state, installation, secret_version, labels_kept, created_at, state_at,
                       said, ended_here
                  from connection
                 where workspace_id = :workspace
                   and id = any (:ids::uuid[])
                   and removed_at is null
                """)
                .param("ids", ids.stream().map(ConnectionId::value).toArray(UUID[]::new))
                .query(Connection::of)
                .list();
    }

    /**
     * The same, held until the transaction ends: nobody disconnects one or changes what it keeps while deliveries of it
     * are being written.
     */
    public List<Connection> hold(Collection<ConnectionId> ids) {
        return tenant.sql("""
                select id, connector, kind, mode, state, installation, secret_version, labels_kept, created_at, state_at,
                       said, ended_here
                  from connection
                 where workspace_id = :workspace
                   and id = any (:ids::uuid[])
                   and removed_at is null
                 order by id
                   for no key update
                """)
                .param("ids", ids.stream().map(ConnectionId::value).toArray(UUID[]::new))
                .query(Connection::of)
                .list();
    }

    /**
     * Ends a link here: what reads from it is deleted in this transaction. How long that takes is measured, from this
     * call to the end of the transaction, and {@link Disconnected} is published after it.
     */
    public void disconnect(ConnectionId id, Actor actor) {
        long begun = System.nanoTime();
        int changed = tenant.sql("""
                update connection
                   set state = 'disconnected', state_at = :at, said = null, ended_here = true
                 where workspace_id = :workspace
                   and id = :id
                   and not ended_here
                """)
                .param("at", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .update();
        if (changed > 0) {
            secrets.forget(id, actor);
            changed(id, actor, "disconnected: disconnected here; facts stay, nothing new is taken");
            disconnects.measure(find(id).orElseThrow(), begun);
        }
    }

    /** Turns names of things on or off for what this connection brings. */
    public void keepLabels(ConnectionId id, boolean kept, Actor actor) {
        tenant.sql("update connection set labels_kept = :kept where workspace_id = :workspace and id = :id")
                .param("kept", kept)
                .param("id", id.value())
                .update();
        changed(id, actor, kept ? "names of things are kept" : "names of things are no longer kept");
    }

    private record Kind(
            String connector,
            Connection.Kind kind,
            @Nullable Long installation,
            Connection.@Nullable Mode mode) {}

    private ConnectionId add(Kind what, Actor actor) {
        ConnectionId id = new ConnectionId(Uuid7.next(clock));
        Timestamp now = Timestamp.from(clock.instant());
        tenant.sql("""
                insert into connection (workspace_id, id, connector, kind, mode, state, installation, secret_version,
                                        labels_kept, created_at, state_at)
                values (:workspace, :id, :connector, :kind, :mode::text, 'waiting', :installation::bigint, 0, true, :now, :now)
                """)
                .param("id", id.value())
                .param("connector", what.connector())
                .param("kind", what.kind().word())
                .param("mode", what.mode() == null ? null : what.mode().word())
                .param(
                        "installation",
                        what.installation() == null ? null : what.installation().toString())
                .param("now", now)
                .update();
        audit.record(new AuditEvent(AuditAction.CONNECTION_ADDED, actor, id.toString(), told(what)));
        return id;
    }

    private static String told(Kind what) {
        String vendor = what.connector().equals("github")
                ? "GitHub"
                : what.connector().substring(0, 1).toUpperCase(Locale.ROOT)
                        + what.connector().substring(1);
        return vendor + ", " + what.kind().word()
                + (what.mode() == null ? "" : ", " + what.mode().word() + " mode");
    }

    private void changed(ConnectionId id, Actor actor, String detail) {
        audit.record(new AuditEvent(AuditAction.CONNECTION_CHANGED, actor, id.toString(), detail));
    }
}
