package dev.mullion.challenge;

import java.util.ArrayList;
import java.util.List;

/**
 * One way that somebody tries.
 *
 * @param attack the case that it belongs to, {@code isolation-19}, or {@code lab-1}
 */
record Trick(String attack, String name, Play play) {

    /** Where the flag is: what {@code {t}} and {@code {c}} stand for. */
    private static final List<List<String>> PLACES = List.of(
            List.of("label", "text"),
            List.of("audit_entry", "substr(convert_from(payload, 'UTF8'), 8, 31)"),
            List.of("member", "name"));

    /** Gives back everything that was answered. */
    @FunctionalInterface
    interface Play {
        List<String> answers(Doors doors) throws Exception;
    }

    /** Statements of one session, at each of the three places if they name one. */
    static Trick sql(String attack, String name, String... statements) {
        return new Trick(id(attack), name, doors -> {
            List<String> answers = new ArrayList<>();
            boolean placed = String.join("", statements).contains("{t}");
            for (List<String> place : placed ? PLACES : PLACES.subList(0, 1)) {
                try (Doors.Sql sql = doors.sql()) {
                    for (String statement : statements) {
                        answers.add(sql.say(at(place, statement, doors)));
                    }
                }
            }
            return answers;
        });
    }

    /**
     * The same statements about the flag and about one that nobody has: answers that differ tell it, a guess at a time.
     */
    static Trick twins(String attack, String name, String... statements) {
        return new Trick(id(attack), name, doors -> {
            List<String> answers = new ArrayList<>();
            String flag = doors.flag().reveal();
            for (List<String> place : PLACES) {
                String real = told(doors, place, flag, statements);
                String decoy = told(doors, place, Flag.random().reveal(), statements);
                answers.add(real);
                if (!real.equals(decoy)) {
                    answers.add("told apart: " + flag + "\n" + real + "\n" + decoy);
                }
            }
            return answers;
        });
    }

    /** A number is that of a case; a lab finding says that it is one. */
    private static String id(String attack) {
        return attack.startsWith("lab-") ? attack : "isolation-" + attack;
    }

    private static String told(Doors doors, List<String> place, String flag, String... statements) throws Exception {
        StringBuilder told = new StringBuilder();
        try (Doors.Sql sql = doors.sql()) {
            for (String statement : statements) {
                told.append(sql.say(
                        at(place, statement, doors).replace("{flag}", flag).replace("{start}", flag.substring(0, 9))));
            }
        }
        return told.toString()
                .replace(flag, "FLAG")
                .replace(flag.substring(0, 9), "START")
                .replaceAll("\\d+\\.\\d{3}(\\.\\.\\d+\\.\\d{3})?", "TIME");
    }

    private static String at(List<String> place, String statement, Doors doors) {
        return statement
                .replace("{t}", "mullion." + place.getFirst())
                .replace("{c}", place.getLast())
                .replace("{n}", doors.neighbour())
                .replace("{s}", doors.sample());
    }
}
