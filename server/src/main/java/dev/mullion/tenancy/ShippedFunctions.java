package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The functions that isolation rests on are the ones of this version, letter by letter: the one that verifies the
 * context, and the ones that read the rules, which would otherwise be the first thing to make blind.
 */
final class ShippedFunctions {

    private static final Pattern FUNCTION = Pattern.compile(
            "create or replace function (mullion\\w*\\.\\w+)\\(.*?as \\$\\$(.*?)\\$\\$;", Pattern.DOTALL);

    private final GlobalSql global;

    ShippedFunctions(GlobalSql global) {
        this.global = global;
    }

    Check check() {
        Map<String, String> shipped = shipped();
        Map<String, String> found = found(shipped.keySet().stream().toList());
        List<String> changed = shipped.entrySet().stream()
                .filter(function -> !function.getValue().equals(found.get(function.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        return changed.isEmpty()
                ? Check.ok(
                        "catalogue.functions-as-shipped", shipped.size() + " functions are as this version ships them")
                : Check.failed(
                        "catalogue.functions-as-shipped",
                        String.join(", ", changed)
                                + " differ from this version's; run bin/mullion database init again");
    }

    private static Map<String, String> shipped() {
        return FUNCTION.matcher(DatabaseSetup.script())
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> found.group(2), (_, last) -> last, LinkedHashMap::new));
    }

    private Map<String, String> found(List<String> names) {
        return global
                .sql("""
                        select n.nspname || '.' || p.proname as name, string_agg(p.prosrc, '' order by p.oid) as source
                          from pg_proc p
                          join pg_namespace n on n.oid = p.pronamespace
                         where n.nspname || '.' || p.proname in (:names)
                         group by 1
                        """)
                .param("names", names)
                .query((row, _) -> Map.entry(row.getString("name"), row.getString("source")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
