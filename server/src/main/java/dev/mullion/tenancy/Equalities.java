package dev.mullion.tenancy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a set of conjuncts makes equal to what. Only {@code left = right} between plain terms counts. */
final class Equalities {

    private static final String TERM =
            "(\\(?\\$\\d+\\)?(?:::uuid)?|\\(InitPlan \\d+\\)\\.col\\d+|[a-zA-Z_][\\w.]*|\"[^\"]+\"\\.[\\w.]+)";
    private static final Pattern EQUALITY = Pattern.compile(TERM + " = " + TERM);

    private final Map<String, Set<String>> neighbours = new HashMap<>();

    void add(String conjunct) {
        Matcher matcher = EQUALITY.matcher(conjunct);
        if (matcher.matches()) {
            String left = Conjuncts.bare(matcher.group(1));
            String right = Conjuncts.bare(matcher.group(2));
            neighbours.computeIfAbsent(left, _ -> new HashSet<>()).add(right);
            neighbours.computeIfAbsent(right, _ -> new HashSet<>()).add(left);
        }
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
