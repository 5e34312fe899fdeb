package dev.mullion.tenancy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What can be said of a statement by its words alone. A plan does not print limits, lists of values or what an upsert
 * sets, so a function can hide there from {@link PlanJudge}; its name cannot hide from the text. Words count wherever
 * they stand, in quotes and comments too: the house's own statements do without them.
 */
final class StatementText {

    private static final Set<String> VERBS = Set.of("select", "with", "insert", "update", "delete");
    private static final Pattern WORDS = Pattern.compile(
            "\\b(set_config|current_setting|mullion_\\w+|workspace\\s*\\(|ts_stat|ts_rewrite|\\w+_to_xml\\w*|dblink\\w*|lo_\\w+"
                    + "|loread|lowrite|pg_\\w+|nextval|setval|currval|lastval|txid_\\w+|merge\\b)",
            Pattern.CASE_INSENSITIVE);

    /** {@code U&"\0073et_config"} is another way to write set_config. */
    private static final Pattern UNICODE_ESCAPES = Pattern.compile("\\bu&['\"]", Pattern.CASE_INSENSITIVE);

    private static final Pattern INTO = Pattern.compile("\\b(?<!\\binsert\\s{1,8})into\\b", Pattern.CASE_INSENSITIVE);

    private StatementText() {}

    /** Why the statement is refused by its words, if it is. */
    static Optional<String> fault(String text) {
        String verb = text.strip().split("[\\s(]", 2)[0].toLowerCase(Locale.ROOT);
        if (!VERBS.contains(verb)) {
            return Optional.of("only select, with, insert, update and delete are for tenant data");
        }
        if (WORDS.matcher(text).find() || UNICODE_ESCAPES.matcher(text).find()) {
            return Optional.of("a statement uses a word that has no place in tenant work");
        }
        return INTO.matcher(text).find() ? Optional.of("a statement makes no table") : Optional.empty();
    }
}
