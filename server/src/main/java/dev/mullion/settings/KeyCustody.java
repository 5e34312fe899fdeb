package dev.mullion.settings;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who holds which keys.
 *
 * @param store the folder of wrapped keys, on this machine or on a mount that every server shares
 * @param roles what this server does; without {@link Role#WORKER} it cannot open a vendor's token
 */
public record KeyCustody(Path store, Set<Role> roles) {

    public KeyCustody {
        roles = Set.copyOf(roles);
    }

    /** What a server does. */
    public enum Role {
        /** Serves pages, the API and webhooks. */
        WEB,
        /** Reads from vendors, exchanges codes, rotates keys. */
        WORKER
    }

    /** One server that does everything, with its keys beside its other data. */
    public static KeyCustody in(Path data) {
        return new KeyCustody(data.resolve("keys"), EnumSet.allOf(Role.class));
    }

    public boolean isWorker() {
        return roles.contains(Role.WORKER);
    }
}
