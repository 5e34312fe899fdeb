package dev.mullion.connectors.consent;

import dev.mullion.tenancy.WorkspaceId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One vendor's part in connecting by consent. Threads may share it. */
public interface CodeFlow {

    String connector();

    /** What the operator still has to set before anybody can be sent there; empty: nothing. */
    Optional<String> missing();

    /** Whether this server may open tokens and ask the vendor: one with the role web alone may not. */
    boolean canAsk();

    /** The vendor's page where a person consents, with the one address that it sends them back to. */
    URI page(String state);

    /** The only host that a code, and the tokens that change it, go to. */
    String tokenHost();

    /**
     * Turns the code of a consent into tokens. On a server with the role worker, never inside a door; what came of it
     * stands in the consent.
     */
    void exchange(WorkspaceId workspace, ConsentId consent);

    /** What the accounts of a consent are called, asked now and kept nowhere; empty where it cannot be asked. */
    List<Named> names(WorkspaceId workspace, ConsentId consent);

    /**
     * Closes ways to accounts at the vendor, and nothing else that the same person opened there. Never inside a door.
     *
     * @return whether the vendor said that it is done
     */
    boolean end(Farewell farewell);

    /** An account by its vendor's name for it, which is shown once and not kept. */
    record Named(UUID account, String name) {}

    /**
     * What has to end.
     *
     * @param token of a consent that ended: still good, in memory alone, and closed by who is given it; null where the
     *     consent lives on
     * @param vendorLinks the ways to close
     */
    record Farewell(
            WorkspaceId workspace,
            ConsentId consent,
            @Nullable HeldToken token,
            List<UUID> vendorLinks) {

        public Farewell {
            vendorLinks = List.copyOf(vendorLinks);
        }
    }
}
