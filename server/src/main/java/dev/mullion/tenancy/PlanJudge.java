package dev.mullion.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads one plan. For every scan of a tenant table it collects the equalities that hold for each row of that scan: the
 * top-level conjuncts of its index condition and filter, and of the one-time filters above it. The scan passes when
 * these tie the table's {@code workspace_id} to a parameter of the statement itself, or to the column of a scan that
 * passed before. The policy's own sub-select is a stranger here: it ties nothing.
 */
final class PlanJudge {

    private static final List<String> ROW_CONDITIONS = List.of("Index Cond", "Recheck Cond", "Filter", "TID Cond");
    private static final String ONE_TIME = "One-Time Filter";

    /** Any other name is printed in quotes, and a name that itself has quotes could pass for another. */
    private static final Pattern PLAIN_ALIAS = Pattern.compile("[a-z_][a-z0-9_]*");

    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\b(set_config|current_setting|ts_stat|ts_rewrite|mullion_guard\\.\\w+|\\w+_to_xml\\w*|dblink\\w*|lo_\\w+"
                    + "|pg_notify|pg_sleep\\w*|pg_read\\w*|pg_ls\\w*|pg_advisory\\w*|pg_try_advisory\\w*)\\(");

    private final PlanTree tree;
    private final Map<String, Integer> tenantColumns;
    private final Set<Integer> parameters = new TreeSet<>();
    private final List<String> proven = new ArrayList<>();
    private final List<JsonNode> inserts = new ArrayList<>();

    PlanJudge(PlanSource.Explained explained) {
        this.tree = new PlanTree(explained.plan());
        this.tenantColumns = explained.tenantColumns();
    }

    StatementGuard.Verdict verdict() {
        if (FORBIDDEN.matcher(tree.root().toString()).find()) {
            return new StatementGuard.Refused("a statement calls a function that has no place in tenant work");
        }
        try {
            visit(tree.root(), List.of());
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
            // What a filter itself is computed from runs before the filter holds.
            visit(child, PlanTree.isInitPlan(child) ? List.of() : oneTime);
        }
    }

    private void relation(JsonNode node, List<String> oneTime) {
        String table = node.get("Relation Name").asString();
        if (!node.path("Schema").asString("").equals("mullion")) {
            throw refused(table, "is not a table of Mullion");
        }
        String kind = PlanTree.kind(node);
        if (kind.equals("ModifyTable")) {
            modification(node, table);
        } else if (kind.equals("Foreign Scan") || kind.equals("Custom Scan")) {
            throw refused(table, "is read by a scan that the guard does not know");
        } else if (tenantColumns.containsKey(table)) {
            requireScanOfOwn(node, table, oneTime);
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
        String alias = node.path("Alias").asString(table);
        if (!PLAIN_ALIAS.matcher(alias).matches()) {
            throw refused(table, "is read under a name that needs quotes");
        }
        String column = alias + ".workspace_id";
        Set<String> tied = conditions(node, column, oneTime).tiedTo(column);
        List<Integer> own = tied.stream()
                .map(PlanTree::parameter)
                .filter(place -> place > 0)
                .toList();
        if (own.isEmpty() && tied.stream().noneMatch(proven::contains)) {
            throw refused(table, "is read without its own workspace_id = :workspace");
        }
        parameters.addAll(own);
        proven.add(column);
    }

    private Equalities conditions(JsonNode node, String column, List<String> oneTime) {
        Equalities equalities = new Equalities();
        oneTime.forEach(conjunct -> equalities.addWithin(conjunct, column));
        for (String condition : ROW_CONDITIONS) {
            for (String conjunct : Conjuncts.of(node.path(condition).asString(""))) {
                if (tree.namesAreTrue()) {
                    equalities.add(conjunct);
                } else {
                    equalities.addWithin(conjunct, column);
                }
            }
        }
        return equalities;
    }

    private void requireInsertOfOwn(JsonNode insert) {
        String table = insert.get("Relation Name").asString();
        Integer place = tenantColumns.get(table);
        if (place != null && !insertsOwn(PlanTree.rowsOf(insert), place)) {
            throw refused(table, "is inserted into without workspace_id = :workspace");
        }
    }

    private boolean insertsOwn(JsonNode rows, int place) {
        String value = rows.path("Output").path(place).asString("");
        int parameter = PlanTree.parameter(value);
        if (parameter > 0) {
            parameters.add(parameter);
            return true;
        }
        if (PlanTree.isAppend(rows)) {
            List<JsonNode> branches = PlanTree.branches(rows);
            return !branches.isEmpty() && branches.stream().allMatch(branch -> insertsOwn(branch, place));
        }
        if (PlanTree.mixes(rows)) {
            return false;
        }
        int throughOneSource = PlanTree.parameter(Conjuncts.bare(value));
        if (throughOneSource > 0) {
            parameters.add(throughOneSource);
        }
        return throughOneSource > 0 || proven.contains(value);
    }

    private static WorkspaceMismatch refused(String table, String why) {
        return new WorkspaceMismatch("table " + table + " " + why);
    }
}
