package dev.mullion.challenge;

import dev.mullion.connectors.Connections;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counters that would tell how much the neighbour does: case 36. */
final class VolumeTricks {

    private static final int WRITTEN = 40;
    private static final Pattern ID = Pattern.compile("con_([0-9a-f-]{36})");

    static final List<Trick> ALL = List.of(
            new Trick("isolation-36", "counters that everybody shares", VolumeTricks::counters),
            new Trick("isolation-36", "own ids and places while another writes", VolumeTricks::whileAnotherWrites));

    private VolumeTricks() {}

    /** Any of them is a finding, whatever it counts. */
    private static List<String> counters(Doors doors) throws IOException {
        List<String> answers = new ArrayList<>();
        try (Doors.Sql sql = doors.sql()) {
            for (String statement : List.of(
                    "select schemaname, sequencename, last_value from pg_catalog.pg_sequences",
                    "select oid::regclass from pg_catalog.pg_class where relkind = 'S'",
                    "select attrelid::regclass, attname from pg_catalog.pg_attribute where attidentity <> ''",
                    "select adrelid::regclass from pg_catalog.pg_attrdef where pg_get_expr(adbin, adrelid) ~ 'nextval'")) {
                String answer = sql.say(statement);
                boolean counts = answer.lines().anyMatch(line -> line.startsWith(" "));
                answers.add(counts ? told(doors, answer) : answer);
            }
        }
        return answers;
    }

    /** What is made before and after must be as far apart as if nobody else had been there. */
    private static List<String> whileAnotherWrites(Doors doors) throws IOException {
        long idBefore = tail(made(doors));
        long placeBefore = place(doors);
        WorkspaceId neighbour = doors.server()
                .bean(Workspaces.class)
                .find(new Slug("neighbour"))
                .orElseThrow()
                .id();
        for (int i = 0; i < WRITTEN; i++) {
            doors.server()
                    .bean(Workspaces.class)
                    .within(
                            neighbour,
                            () -> doors.server().bean(Connections.class).addEndpoint(Actor.OPERATOR));
        }
        String after = made(doors);
        long apart = Math.abs(tail(after) - idBefore);
        long places = place(doors) - placeBefore;
        String answer = "ids " + apart + " apart, places " + places + " apart";
        return List.of(apart <= 100L * WRITTEN || places >= WRITTEN ? told(doors, answer) : answer);
    }

    private static String made(Doors doors) {
        return doors.http(
                "POST",
                "/api/v1/workspaces/sample/connections",
                "{\"connector\":\"github\",\"kind\":\"endpoint\"}",
                "Content-Type",
                "application/json");
    }

    /** The part of an id that is no time. */
    private static long tail(String answer) {
        Matcher id = ID.matcher(answer);
        if (!id.find()) {
            throw new IllegalStateException("an endpoint of sample's was to be made: " + answer.split(" ", 2)[0]);
        }
        return UUID.fromString(id.group(1)).getLeastSignificantBits();
    }

    private static long place(Doors doors) throws IOException {
        try (Doors.Sql sql = doors.sql()) {
            return sql.say("select max(index) from mullion.audit_entry")
                    .lines()
                    .filter(line -> line.matches(" \\d+"))
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** As if it had been the flag: {@link Doors#isSighted} is what a test asks. */
    private static String told(Doors doors, String answer) {
        return "told: " + doors.flag().reveal() + "\n" + answer;
    }
}
