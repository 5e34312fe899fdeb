package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditFilter;
import dev.mullion.web.view.part.Choice;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which events the address of the Audit page asks for. A value that is none does not fit, and a name that is none is
 * ignored.
 *
 * @param what the first word of verbs, such as {@code token}
 * @param who a party
 */
record AuditQuery(
        @Nullable String what,
        @Nullable String who,
        @Nullable LocalDate until,
        @Nullable Long after) {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final Pattern PARTY = Pattern.compile("[a-z]{1,32}:[A-Za-z0-9._-]{1,128}");

    private static final Pattern PLACE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DAY = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");
    private static final String A_DAY = "a day such as 2026-11-05";

    static AuditQuery of(Map<String, String> parameters) {
        String after = taken(parameters, "after", PLACE, "where a page of events ended");
        String until = taken(parameters, "until", DAY, A_DAY);
        return new AuditQuery(
                taken(parameters, "what", WORD, "the first word of an event, such as token"),
                taken(parameters, "who", PARTY, "a kind and an id, such as operator:operator"),
                until == null ? null : day(until),
                after == null ? null : Long.valueOf(after));
    }

    AuditFilter filter() {
        return new AuditFilter(
                after,
                what,
                who,
                null,
                until == null
                        ? null
                        : until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    boolean isEverything() {
        return what == null && who == null && until == null && after == null;
    }

    /** The page after the event at {@code place}. */
    String at(String page, long place) {
        return page + "?" + chosen() + "after=" + place;
    }

    /** What a file holds: the same kinds and parties, from the newest on. */
    String export(String page, String format) {
        return page + "/export?" + chosen() + "format=" + format;
    }

    List<Choice> choices(Map<String, String> names) {
        List<Choice.Option> kinds = new ArrayList<>(List.of(option("", "Everything", what)));
        Arrays.stream(AuditAction.values())
                .map(action -> action.word().substring(0, action.word().indexOf('.')))
                .distinct()
                .sorted()
                .map(kind -> option(kind, Character.toUpperCase(kind.charAt(0)) + kind.substring(1), what))
                .forEach(kinds::add);
        List<Choice.Option> parties =
                new ArrayList<>(List.of(option("", "Anybody", who), option("operator:operator", "Operator", who)));
        names.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(name -> option("person:" + name.getKey(), name.getValue(), who))
                .forEach(parties::add);
        return List.of(new Choice("what", "What", kinds), new Choice("who", "Who", parties));
    }

    private String chosen() {
        return (what == null ? "" : "what=" + what + "&")
                + (who == null ? "" : "who=" + who + "&")
                + (until == null ? "" : "until=" + until + "&");
    }

    private static Choice.Option option(String value, String text, @Nullable String chosen) {
        return new Choice.Option(value, text, value.equals(chosen == null ? "" : chosen));
    }

    private static @Nullable String taken(Map<String, String> parameters, String name, Pattern form, String expected) {
        String value = parameters.getOrDefault(name, "");
        if (!value.isEmpty() && !form.matcher(value).matches()) {
            throw new UnfitParameter(name, expected);
        }
        return value.isEmpty() ? null : value;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw new UnfitParameter("until", A_DAY);
        }
    }
}
