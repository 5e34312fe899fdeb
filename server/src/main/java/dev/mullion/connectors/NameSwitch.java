package dev.mullion.connectors;

import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.Labels;
import dev.mullion.tenancy.Actor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Turns names of things on and off for a connection, inside an open door. Off takes away those that are there in the
 * same transaction: when it is over, no such name that came by it is left.
 */
@Component
public class NameSwitch {

    private final Connections connections;
    private final Labels labels;
    private final List<Puller> pullers;

    NameSwitch(Connections connections, Labels labels, List<Puller> pullers) {
        this.connections = connections;
        this.labels = labels;
        this.pullers = List.copyOf(pullers);
    }

    /** Whether the connection brings names of anything. */
    public boolean isFor(Connection connection) {
        return !kinds(connection).isEmpty();
    }

    public void turn(Connection connection, boolean on, Actor actor) {
        connections.keepLabels(connection.id(), on, actor);
        if (!on) {
            kinds(connection).forEach(kind -> labels.purge(kind, connection.id().value()));
        }
    }

    private Set<Label.Kind> kinds(Connection connection) {
        Set<Label.Kind> kinds = EnumSet.noneOf(Label.Kind.class);
        pullers.stream()
                .filter(puller -> puller.connector().equals(connection.connector()))
                .forEach(puller -> kinds.addAll(puller.names()));
        return kinds;
    }
}
