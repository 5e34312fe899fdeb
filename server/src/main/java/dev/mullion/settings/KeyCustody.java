package dev.mullion.settings;

import dev.mullion.keys.KmsKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who holds which keys.
 *
 * @param store the folder of wrapped keys, on this machine or on a mount that every server shares
 * @param roles what this server does; without {@link Role#WORKER} it cannot open a vendor's token
 * @param kmsKey wraps every key in place of a master key's file
 * @param kmsEndpoint where the key management service is reached instead of its region's own address
 */
public record KeyCustody(Path store, Set<Role> roles, Optional<KmsKey> kmsKey, Optional<URI> kmsEndpoint) {

    public KeyCustody {
        roles = Set.copyOf(roles);
    }

    /** With a master key of a file, and no key management service but those of their regions. */
    public KeyCustody(Path store, Set<Role> roles) {
        this(store, roles, Optional.empty(), Optional.empty());
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
        return new KeyCustody(data.resolve("keys"), EnumSet.allOf(Role.class), Optional.empty(), Optional.empty());
    }

    public boolean isWorker() {
        return roles.contains(Role.WORKER);
    }
}
