package dev.mullion.connectors.xero;

import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Endpoint;
import dev.mullion.keys.IdHasher;
import java.util.UUID;

/** One list of the books, page by page. */
interface BookPage {

    /** What its position is kept by. */
    String part();

    Endpoint endpoint();

    AllowList list();

    /**
     * What a body says.
     *
     * @param after the number of the page that was read
     */
    Page page(Reading reading, Owner owner, int after);

    /**
     * Whose books they are.
     *
     * @param source the connection
     */
    record Owner(UUID source, IdHasher hasher) {}
}
