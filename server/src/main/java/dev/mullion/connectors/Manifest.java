package dev.mullion.connectors;

import java.util.List;

/**
 * What a vendor is asked for and what becomes of it, in sentences for people. The paths of each payload that are kept
 * are not said here: the projection itself has them.
 *
 * @param asks every scope, each with its reason
 * @param neverAsks what could be asked for and is not
 * @param reads how data arrives
 * @param keeps what is stored, by kind
 * @param never what is not stored whatever a payload holds
 */
public record Manifest(
        String vendor,
        List<Scope> asks,
        List<String> neverAsks,
        List<String> reads,
        List<String> keeps,
        List<String> never) {

    public Manifest {
        asks = List.copyOf(asks);
        neverAsks = List.copyOf(neverAsks);
        reads = List.copyOf(reads);
        keeps = List.copyOf(keeps);
        never = List.copyOf(never);
    }

    /**
     * One permission of a vendor's.
     *
     * @param name as the vendor writes it
     */
    public record Scope(String name, String why) {}
}
