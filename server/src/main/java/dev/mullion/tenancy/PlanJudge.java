package dev.mullion.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Reads one plan. For every scan of a tenant table it collects the equalities that hold for each row of that scan: the
 * top-level conjuncts of its index condition and filter, and of the one-time filters above it. The scan passes when
 * these tie the table's {@code workspace_id} to a parameter of the statement itself. The policy's own sub-select is a
 * stranger here: it ties nothing.
 */
final class PlanJudge {

    private static final List<String> ROW_CONDITIONS = List.of("Index Cond", "Recheck Cond", "Filter", "TID Cond");
    private static final String ONE_TIME = "One-Time Filter";
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d{4,})");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\b(set_config|current_setting|query_to_xml|table_to_xml|cursor_to_xml|schema_to_xml|database_to_xml|dblink\\w*|lo_\\w+"
                    + "|pg_notify|pg_sleep\\w*|pg_read\\w*|pg_ls\\w*|pg_advisory\\w*|pg_try_advisory\\w*)\\(");

    private final JsonNode root;
    private final Map<String, Integer> tenantColumns;
    private final Set<Integer> parameters = new TreeSet<>();
    private final List<String> proven = new ArrayList<>();
    private final List<JsonNode> inserts = new ArrayList<>();

    PlanJudge(PlanSource.Explained explained) {
        this.root = explained.plan();
        this.tenantColumns = explained.tenantColumns();
    }

    StatementGuard.Verdict verdict() {
        if (FORBIDDEN.matcher(root.toString()).find()) {
            return new StatementGuard.Refused("a statement calls a function that has no place in tenant work");
        }
        try {
            visit(root, List.of());
            inserts.forEach(this::requireInsertOfOwn);
        } catch (WorkspaceMismatch refused) {
            return new StatementGuard.Refused(refused.rule());
        }
        return new StatementGuard.Allowed(List.copyOf(parameters));
    }

    private void visit(JsonNode node, List<String> oneTimeAbove) {
        List<String> oneTime = new ArrayList<>(oneTimeAbove);
        oneTime.addAll(Conjuncts.of(node.path(ONE_TIME).asString("")));
        if (node.has("Relation Name")) {
            relation(node, oneTime);
        }
        for (JsonNode child : node.path("Plans")) {
            visit(child, oneTime);
        }
    }

    private void relation(JsonNode node, List<String> oneTime) {
        String table = node.get("Relation Name").asString();
        if (!node.path("Schema").asString("").equals("mullion")) {
            throw refused(table, "is not a table of Mullion");
        }
        if (!tenantColumns.containsKey(table)) {
            return;
        }
        switch (node.path("Node Type").asString("")) {
            case "ModifyTable" -> modification(node, table);
            case "Foreign Scan", "Custom Scan" -> throw refused(table, "is read by a foreign scan");
            default -> requireScanOfOwn(node, table, oneTime);
        }
    }

    private void modification(JsonNode node, String table) {
        switch (node.path("Operation").asString("")) {
            case "Insert" -> inserts.add(node);
            case "Update", "Delete" -> {}
            default -> throw refused(table, "is changed by a verb that the guard does not know");
        }
    }

    private void requireScanOfOwn(JsonNode node, String table, List<String> oneTime) {
        Equalities equalities = new Equalities();
        oneTime.forEach(equalities::add);
        ROW_CONDITIONS.forEach(
                condition -> Conjuncts.of(node.path(condition).asString("")).forEach(equalities::add));
        String column = node.path("Alias").asString(table) + ".workspace_id";
        Set<String> tied = equalities.tiedTo(column);
        List<Integer> own = tied.stream()
                .map(PlanJudge::parameter)
                .filter(place -> place > 0)
                .toList();
        if (own.isEmpty() && tied.stream().noneMatch(proven::contains)) {
            throw refused(table, "is read without its own workspace_id = :workspace");
        }
        parameters.addAll(own);
        proven.add(column);
    }

    private void requireInsertOfOwn(JsonNode node) {
        String table = node.get("Relation Name").asString();
        int place = tenantColumns.getOrDefault(table, -1);
        String value = Conjuncts.bare(rowsOf(node).path("Output").path(place).asString(""));
        int parameter = parameter(value);
        if (parameter > 0) {
            parameters.add(parameter);
        } else if (!proven.contains(value)) {
            throw refused(table, "is inserted into without workspace_id = :workspace");
        }
    }

    /** Where the rows to insert come from; the other children compute the policies' sub-selects. */
    private static JsonNode rowsOf(JsonNode insert) {
        return StreamSupport.stream(insert.path("Plans").spliterator(), false)
                .filter(child -> child.path("Parent Relationship").asString("").equals("Outer"))
                .findFirst()
                .orElse(insert);
    }

    private static int parameter(String token) {
        Matcher matcher = PARAMETER.matcher(token);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) - PlanSource.FIRST_PARAMETER + 1 : 0;
    }

    private static WorkspaceMismatch refused(String table, String why) {
        return new WorkspaceMismatch("table " + table + " " + why);
    }
}
