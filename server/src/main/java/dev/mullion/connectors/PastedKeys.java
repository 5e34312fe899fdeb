package dev.mullion.connectors;

import dev.mullion.tenancy.Actor;
import java.util.List;

/**
 * Takes what people paste to connect one vendor by a key, inside an open door. It is in a box that only a worker opens
 * before anything else is done with it, and the caller wipes what was pasted.
 */
public interface PastedKeys {

    String connector();

    /** The field of a connection that the key itself is sealed for: when it is there, the connection can be read. */
    String field();

    /** What may be pasted for a connection that is here already: words of pages and programs, the key itself first. */
    List<String> kinds();

    /**
     * Makes a connection.
     *
     * @throws IllegalArgumentException for what is no key of this vendor's; says what to do, and nothing of what was
     *     pasted
     * @throws Connections.OtherMode where a connection of the vendor's other mode is here
     */
    ConnectionId connect(byte[] key, Actor person);

    /**
     * Takes another key, or something else that a connection by key needs.
     *
     * @param kind one of {@link #kinds}
     * @throws IllegalArgumentException for what is not of this kind; says what to do, and nothing of what was pasted
     */
    void take(Connection connection, String kind, byte[] pasted, Actor person);
}
