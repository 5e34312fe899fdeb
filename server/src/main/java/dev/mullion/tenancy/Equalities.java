package dev.mullion.tenancy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a set of conjuncts makes equal to what. Only {@code left = right} between plain terms counts. A parameter in
 * parentheses is not plain: so the server prints a column of a sub-select that it has looked through, and of a union it
 * looks through to the first branch only.
 */
final class Equalities {

    private static final String FREE_OF_ROWS = "\\$\\d+|\\(InitPlan \\d+\\)\\.col\\d+";
    private static final String TERM = "(" + FREE_OF_ROWS + "|[a-z_]\\w*\\.\\w+)";
    private static final Pattern EQUALITY = Pattern.compile(TERM + " = " + TERM);
    private static final Pattern PARAMETER_OR_RESULT = Pattern.compile(FREE_OF_ROWS);

    private final Map<String, Set<String>> neighbours = new HashMap<>();

    void add(String conjunct) {
        Matcher matcher = EQUALITY.matcher(conjunct);
        if (matcher.matches()) {
            String left = matcher.group(1);
            String right = matcher.group(2);
            neighbours.computeIfAbsent(left, _ -> new HashSet<>()).add(right);
            neighbours.computeIfAbsent(right, _ -> new HashSet<>()).add(left);
        }
    }

    /** The same, for terms that depend on no row, and on {@code column}. */
    void addWithin(String conjunct, String column) {
        Matcher matcher = EQUALITY.matcher(conjunct);
        if (matcher.matches() && known(matcher.group(1), column) && known(matcher.group(2), column)) {
            add(conjunct);
        }
    }

    private static boolean known(String term, String column) {
        return term.equals(column) || PARAMETER_OR_RESULT.matcher(term).matches();
    }

    /** Everything that is equal to {@code term} by these conjuncts, the term itself left out. */
    Set<String> tiedTo(String term) {
        Set<String> tied = new HashSet<>();
        var open = new ArrayDeque<String>();
        open.add(term);
        while (!open.isEmpty()) {
            for (String neighbour : neighbours.getOrDefault(open.remove(), Set.of())) {
                if (!neighbour.equals(term) && tied.add(neighbour)) {
                    open.add(neighbour);
                }
            }
        }
        return tied;
    }
}
