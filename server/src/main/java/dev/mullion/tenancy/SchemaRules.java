package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The rules of roles and schema as they hold on the live server, asked as the app role. The rules themselves are SQL
 * ({@code db/init/4_rules.sql}), so that the event trigger and this class can only agree.
 */
final class SchemaRules {

    private static final int MOST_FAULTS_TOLD = 5;

    /** What takes a superuser to put in place: where there is none, the layer is missing, not broken. */
    private static final List<String> NEEDS_A_SUPERUSER = List.of("roles.functions", "statistics.hidden");

    private static final List<Rule> ROLES = List.of(
            new Rule("attributes", "roles.attributes"),
            new Rule("membership", "roles.memberships"),
            new Rule("ownership", "roles.ownership"),
            new Rule("creation", "roles.privileges"),
            new Rule("context-key", "roles.context-key"),
            new Rule("functions", "roles.functions"),
            new Rule("statistics", "statistics.hidden"));

    private static final List<Rule> CATALOGUE = List.of(
            new Rule("tenant-column", "catalogue.tenant-columns"),
            new Rule("row-security", "catalogue.row-security"),
            new Rule("policies", "catalogue.policies"),
            new Rule("keys", "catalogue.keys"),
            new Rule("foreign-keys", "catalogue.foreign-keys"),
            new Rule("privileges", "catalogue.privileges"),
            new Rule("views", "catalogue.views"),
            new Rule("functions", "catalogue.functions"),
            new Rule("rules-and-triggers", "catalogue.triggers"),
            new Rule("publications", "catalogue.publications"),
            new Rule("ownership", "catalogue.ownership"));

    private final GlobalSql global;

    SchemaRules(GlobalSql global) {
        this.global = global;
    }

    /** What the SQL calls a rule, and the name of the check that tells of it. */
    private record Rule(String name, String check) {}

    /** @param rule which of the rules, in one word */
    record Fault(String rule, String object, String fault) {
        @Override
        public String toString() {
            return object + ": " + fault;
        }
    }

    List<Check> run() {
        List<Check> checks = new ArrayList<>(attempted("roles", ROLES, this::roleFaults));
        checks.addAll(attempted("catalogue", CATALOGUE, this::schemaFaults));
        checks.add(Check.attempt("catalogue.event-trigger", this::eventTrigger));
        checks.add(Check.attempt("catalogue.functions-as-shipped", new ShippedFunctions(global)::check));
        return checks;
    }

    List<Fault> roleFaults() {
        return global.sql("select rule, object, fault from mullion_guard.role_faults() order by rule, object, fault")
                .query(SchemaRules::fault)
                .list();
    }

    List<Fault> schemaFaults() {
        return global.sql("select rule, object, fault from mullion_guard.schema_faults() order by rule, object, fault")
                .query(SchemaRules::fault)
                .list();
    }

    private static Fault fault(ResultSet row, int number) throws SQLException {
        return new Fault(row.getString("rule"), row.getString("object"), row.getString("fault"));
    }

    private Check eventTrigger() {
        boolean there = global.sql("""
                        select exists (select from pg_event_trigger e
                                        where e.evtname = 'mullion_schema_rules' and e.evtenabled in ('O', 'A'))
                           and exists (select from pg_trigger g
                                        where g.tgname = 'refuse_faults' and g.tgenabled in ('O', 'A')
                                          and g.tgrelid = (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
                                                            where n.nspname = 'mullion_guard' and c.relname = 'change_note'))
                        """).query(Boolean.class).single();
        return there
                ? Check.ok("catalogue.event-trigger", "a change that breaks a rule is refused when it is made")
                : Check.partial(
                        "catalogue.event-trigger",
                        "missing or switched off: rules are checked here, not when they break");
    }

    /** The group's own check fails when it cannot ask, or is told of a rule that it does not know. */
    private static List<Check> attempted(String group, List<Rule> rules, Supplier<List<Fault>> ask) {
        List<Check> checks = new ArrayList<>();
        Check whole = Check.attempt(group + ".rules", () -> {
            Map<String, List<Fault>> byRule = ask.get().stream().collect(Collectors.groupingBy(Fault::rule));
            rules.forEach(rule -> checks.add(check(rule.check(), byRule.getOrDefault(rule.name(), List.of()))));
            boolean allKnown = rules.stream().map(Rule::name).toList().containsAll(byRule.keySet());
            return Check.of(
                    group + ".rules", allKnown, rules.size() + " rules were asked, " + byRule.size() + " are broken");
        });
        checks.addFirst(whole);
        return checks;
    }

    private static Check check(String name, List<Fault> faults) {
        if (faults.isEmpty()) {
            return Check.ok(name, "0 faults");
        }
        String told = faults.size() + " faults: "
                + faults.stream().limit(MOST_FAULTS_TOLD).map(Fault::toString).collect(Collectors.joining("; "));
        return NEEDS_A_SUPERUSER.contains(name) ? Check.partial(name, told) : Check.failed(name, told);
    }
}
