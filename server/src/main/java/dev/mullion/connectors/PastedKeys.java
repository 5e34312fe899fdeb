package dev.mullion.connectors;

import dev.mullion.tenancy.Actor;
import java.util.List;
import java.util.Optional;

/**
 * Takes what people paste to connect one vendor by a key, inside an open door. It is in a box that only a worker opens
 * before anything else is done with it, and the caller wipes what was pasted.
 */
public interface PastedKeys {

    /** The field of a connection that the key that is used is sealed for. */
    String FIELD = "api-key";

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
     * Takes another key, or something else that a connection by key needs. A key for a connection that has one is tried
     * first, sealed for {@link KeyTries#FIELD}, and takes its place when the vendor has accepted it.
     *
     * @param kind one of {@link #kinds}
     * @return the number of the try ({@link KeyTries}); empty where nothing is tried
     * @throws IllegalArgumentException for what is not of this kind; says what to do, and nothing of what was pasted
     */
    Optional<Integer> take(Connection connection, String kind, byte[] pasted, Actor person);

    /**
     * Asks the vendor what a key may do that waits beside the one that works. Never inside a door.
     *
     * @param version of the secret that is asked with; where another one is there by now, nothing is asked
     */
    Pulled<Boolean> tryNext(Puller.Link link, long version);

    /** The key that waits takes the place of the one that was used. */
    void accept(ConnectionId connection);

    /** The key that waits is deleted. */
    void discard(ConnectionId connection);
}
