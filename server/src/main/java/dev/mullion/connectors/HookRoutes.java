package dev.mullion.connectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.SecondTry;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds the workspace of a hook's key or of an App installation. What is stored is a keyed hash, so a copy of the table
 * neither opens a hook nor names an installation. A new route is seen at once by this node and within {@link #MEMORY}
 * by others.
 */
@Component
public class HookRoutes {

    static final Duration MEMORY = Duration.ofSeconds(10);

    private final GlobalSql global;
    private final TenantSql tenant;
    private final KeyRing keys;
    private final DerivedKey key;
    private final Cache<Address, Optional<Target>> known =
            Caffeine.newBuilder().maximumSize(20_000).expireAfterWrite(MEMORY).build();

    HookRoutes(GlobalSql global, TenantSql tenant, KeyRing keys) {
        this.global = global;
        this.tenant = tenant;
        this.keys = keys;
        this.key = keys.installation(KeyLabel.ROUTE);
    }

    /** Where deliveries go. */
    public record Target(WorkspaceId workspace, ConnectionId connection) {}

    private record Address(String kind, String name) {}

    public Optional<Target> ofHook(String hookKey) {
        return find(new Address("hook", hookKey));
    }

    public Optional<Target> ofInstallation(String connector, long installation) {
        return find(new Address("installation", connector + ":" + installation));
    }

    public Optional<Target> ofAccount(String connector, String account) {
        return find(new Address("installation", connector + ":" + account));
    }

    /**
     * Takes an account for the workspace whose door is open. One that it has already stays.
     *
     * @throws AlreadyClaimed when it has another workspace
     */
    void addAccount(String connector, String account, ConnectionId connection) {
        Address address = new Address("installation", connector + ":" + account);
        Target own = new Target(Workspaces.bound(), connection);
        if (!read(address).equals(Optional.of(own))) {
            add(address, connection);
        }
    }

    /**
     * What a node remembers may be some seconds old, so the database is asked; what the open transaction does is not
     * seen.
     */
    boolean isTaken(String connector, String account) {
        return read(new Address("installation", connector + ":" + account)).isPresent();
    }

    /** The same of an installation that somebody takes: whose it is now, and not some seconds ago. */
    Optional<Target> installationNow(String connector, long installation) {
        return read(new Address("installation", connector + ":" + installation));
    }

    /** Lets an account go: whoever is shown to own it may take it. */
    void removeAccount(String connector, String account) {
        remove(new Address("installation", connector + ":" + account));
    }

    private void remove(Address address) {
        tenant.sql("""
                delete from route
                 where kind = :kind
                   and key = :key
                   and workspace_id = :workspace
                """)
                .param("kind", address.kind())
                .param("key", hash(address))
                .update();
        Workspaces.afterCommit(() -> known.invalidate(address));
    }

    /** The last part of an endpoint's address, derived so that it can be shown again without being stored. */
    String keyOf(ConnectionId connection) {
        DerivedKey address =
                keys.scoped(KeyLabel.HOOK_ADDRESS, Workspaces.bound().value(), connection.value(), 1);
        return address.expose(
                bytes -> Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, 18)));
    }

    void addHook(String hookKey, ConnectionId connection) {
        add(new Address("hook", hookKey), connection);
    }

    /** From now on nothing arrives by a connection's own address. */
    void removeHook(ConnectionId connection) {
        remove(new Address("hook", keyOf(connection)));
    }

    /**
     * Takes an installation for the workspace whose door is open.
     *
     * @throws AlreadyClaimed when it has a workspace already
     */
    void addInstallation(String connector, long installation, ConnectionId connection) {
        add(new Address("installation", connector + ":" + installation), connection);
    }

    private Optional<Target> find(Address address) {
        return known.get(address, asked -> SecondTry.whenBroken(() -> read(asked)));
    }

    private Optional<Target> read(Address address) {
        return global.sql("select workspace_id, target from route where kind = :kind and key = :key")
                .param("kind", address.kind())
                .param("key", hash(address))
                .query((row, _) -> new Target(
                        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                        new ConnectionId(row.getObject("target", UUID.class))))
                .optional();
    }

    /** In the transaction of the connection it belongs to: neither can be there without the other. */
    private void add(Address address, ConnectionId connection) {
        int added = tenant.sql("""
                insert into route (kind, key, workspace_id, target)
                values (:kind, :key, :workspace, :target)
                on conflict (kind, key) do nothing
                """)
                .param("kind", address.kind())
                .param("key", hash(address))
                .param("target", connection.value())
                .update();
        if (added == 0) {
            throw new AlreadyClaimed();
        }
        Workspaces.afterCommit(() -> known.invalidate(address));
    }

    private byte[] hash(Address address) {
        return key.mac((address.kind() + "/" + address.name()).getBytes(StandardCharsets.UTF_8));
    }
}
