package dev.mullion.ingest;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.LinkStates;
import dev.mullion.connectors.Projected;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Facts;
import dev.mullion.telemetry.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Carries out deliveries of one workspace in the one transaction that is under way: which of them are new, their facts,
 * their receipts. Either all of it is committed or none.
 */
@Component
class Batch {

    private final Connections connections;
    private final LinkStates states;
    private final DeliveryLog log;
    private final Facts facts;

    Batch(Connections connections, LinkStates states, DeliveryLog log, Facts facts) {
        this.connections = connections;
        this.states = states;
        this.log = log;
        this.facts = facts;
    }

    /** The outcome of each delivery, in their order. */
    List<Outcome> carryOut(List<Delivery> deliveries) {
        Map<ConnectionId, Connection> links =
                connections
                        .hold(deliveries.stream()
                                .map(Delivery::connection)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Connection::id, Function.identity()));
        List<DeliveryLog.Line> lines =
                deliveries.stream().map(delivery -> line(delivery, links)).toList();
        Set<DeliveryLog.Key> fresh = log.writeNew(firstOfEach(lines, links));
        List<Fact> kept = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (DeliveryLog.Line line : lines) {
            boolean isNew = fresh.remove(DeliveryLog.Key.of(line.delivery()));
            outcomes.add(isNew ? line.outcome() : Outcome.DUPLICATE);
            if (isNew) {
                kept.addAll(facts(line, links));
                follow(line, links);
            }
        }
        if (!kept.isEmpty()) {
            facts.save(kept);
        }
        log.count(Tally.of(lines, outcomes));
        return outcomes;
    }

    /**
     * One upsert may not touch a row twice: of a delivery that came twice in this batch the second is a duplicate
     * already.
     */
    private static List<DeliveryLog.Line> firstOfEach(
            List<DeliveryLog.Line> lines, Map<ConnectionId, Connection> links) {
        Map<DeliveryLog.Key, DeliveryLog.Line> first = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> links.containsKey(line.delivery().connection()))
                .forEach(line -> first.putIfAbsent(DeliveryLog.Key.of(line.delivery()), line));
        return List.copyOf(first.values());
    }

    private static DeliveryLog.Line line(Delivery delivery, Map<ConnectionId, Connection> links) {
        Connection link = links.get(delivery.connection());
        if (link == null) {
            return new DeliveryLog.Line(delivery, Outcome.DISCONNECTED, 0);
        }
        Outcome outcome = switch (delivery.projected()) {
            case Projected.Refused _ -> Outcome.UNREADABLE;
            case Projected.Ignored _ -> Outcome.IGNORED;
            case Projected.Told _ -> link.takes() ? Outcome.IGNORED : Outcome.DISCONNECTED;
            case Projected.Kept _
            when isOfTheApp(delivery) && link.kind() == Connection.Kind.ENDPOINT -> Outcome.IGNORED;
            case Projected.Kept kept when kept.lifecycle() != null -> Outcome.KEPT;
            case Projected.Kept _ when !link.takes() -> Outcome.DISCONNECTED;
            case Projected.Kept kept when kept.facts().isEmpty() -> Outcome.IGNORED;
            case Projected.Kept _ -> Outcome.KEPT;
        };
        var line = new DeliveryLog.Line(delivery, outcome, 0);
        return new DeliveryLog.Line(
                delivery,
                outcome,
                facts(line, links).stream().mapToInt(Fact::bytesKept).sum());
    }

    /** What an App is told of its own installation; sent to a plain endpoint it means nothing. */
    private static boolean isOfTheApp(Delivery delivery) {
        return delivery.event().startsWith("installation");
    }

    private static List<Fact> facts(DeliveryLog.Line line, Map<ConnectionId, Connection> links) {
        Connection link = links.get(line.delivery().connection());
        if (link == null
                || !link.takes()
                || line.outcome() != Outcome.KEPT
                || !(line.delivery().projected() instanceof Projected.Kept kept)) {
            return List.of();
        }
        return kept.facts().stream()
                .filter(fact -> link.labelsKept() || !(fact instanceof Label))
                .map(fact -> fact instanceof Label label ? label.by(link.id().value()) : fact)
                .toList();
    }

    private void follow(DeliveryLog.Line line, Map<ConnectionId, Connection> links) {
        Connection link = links.get(line.delivery().connection());
        if (link == null || line.outcome() == Outcome.UNREADABLE) {
            return;
        }
        if (line.delivery().projected() instanceof Projected.Kept kept
                && kept.lifecycle() != null
                && link.kind() == Connection.Kind.APP) {
            states.follow(link.id(), kept.lifecycle(), line.delivery().receivedAt());
        } else if (link.state() == Connection.State.WAITING && link.kind() != Connection.Kind.KEY) {
            states.heard(link.id());
        }
    }
}
