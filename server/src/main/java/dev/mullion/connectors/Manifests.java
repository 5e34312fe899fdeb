package dev.mullion.connectors;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What is declared of every vendor that can be connected, by the connector's name.
 *
 * @param byConnector such as {@code github}
 */
public record Manifests(Map<String, Manifest> byConnector) {

    public Manifests {
        byConnector = Map.copyOf(byConnector);
    }

    /** In the order of their vendors' names. */
    public List<Manifest> all() {
        Collection<Manifest> all = byConnector.values();
        return all.stream().sorted(Comparator.comparing(Manifest::vendor)).toList();
    }

    /**
     * The one of a connection.
     *
     * @throws IllegalStateException where this version of Mullion knows no such connector
     */
    public Manifest of(Connection connection) {
        Manifest manifest = byConnector.get(connection.connector());
        if (manifest == null) {
            throw new IllegalStateException("no connector declares " + connection.connector());
        }
        return manifest;
    }
}
