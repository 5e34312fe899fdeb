package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.catalogue.KnownVendor;
import dev.mullion.identity.Members;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What the ids in a workspace's log are called, inside its open door: one look for people and one for connections,
 * however many events are shown. What is not there any more keeps its id.
 */
@Component
class AuditNames {

    private final Members members;
    private final Connections connections;

    AuditNames(Members members, Connections connections) {
        this.members = members;
        this.connections = connections;
    }

    Known here() {
        return new Known(
                members.list().stream()
                        .collect(Collectors.toMap(
                                member -> member.person().toString(),
                                member -> member.profile().name())),
                connections.list().stream()
                        .collect(Collectors.toMap(connection -> connection.id().toString(), AuditNames::called)));
    }

    private static String called(Connection connection) {
        return KnownVendor.of(connection).vendor() + ", " + connection.label();
    }

    /** Each by its id as the log writes it. */
    record Known(Map<String, String> people, Map<String, String> connections) {

        private static final Pattern SECRET = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(.+)");

        Known {
            people = Map.copyOf(people);
            connections = Map.copyOf(connections);
        }

        /** What an event is about; its id where nothing is known of it. */
        String of(String subject) {
            Matcher secret = SECRET.matcher(subject);
            if (secret.matches()) {
                String owner = connections.get("con_" + secret.group(1));
                return owner == null ? subject : secret.group(2) + " of " + owner;
            }
            return people.getOrDefault(subject, connections.getOrDefault(subject, subject));
        }
    }
}
