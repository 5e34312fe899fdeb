package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.identity.Permissions;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import dev.mullion.tenancy.GlobalSql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Looks for a place where a password could be typed, sent or stored. */
@Component
class Passwords {

    private static final Pattern NAMED = Pattern.compile("passw|passphrase|pwd", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD = Pattern.compile("<input[^>]*type=[\"']?password", Pattern.CASE_INSENSITIVE);

    private final OwnPort port;
    private final Routes routes;
    private final CanaryPeople canaries;
    private final GlobalSql global;

    Passwords(OwnPort port, Routes routes, CanaryPeople canaries, GlobalSql global) {
        this.port = port;
        this.routes = routes;
        this.canaries = canaries;
        this.global = global;
    }

    List<Check> run() {
        return List.of(
                Check.attempt("passwords.columns", this::columns),
                Check.attempt("passwords.routes", this::inRoutes),
                Check.attempt("passwords.forms", this::forms),
                Check.attempt("passwords.basic", this::basic));
    }

    Check columns() {
        List<String> columns =
                global.sql("""
                select c.relname || '.' || a.attname
                  from pg_catalog.pg_class c
                  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                 where c.relnamespace = 'mullion'::regnamespace
                   and c.relkind in ('r', 'p', 'v')
                """).query((row, _) -> row.getString(1)).list();
        List<String> named =
                columns.stream().filter(column -> NAMED.matcher(column).find()).toList();
        return Check.of("passwords.columns", named.isEmpty(), columns.size() + " columns, for passwords: " + named);
    }

    private Check inRoutes() {
        List<Route> all = routes.all();
        List<Route> named = all.stream()
                .filter(route -> NAMED.matcher(route.pattern()).find())
                .toList();
        return Check.of(
                "passwords.routes", named.isEmpty() && !all.isEmpty(), all.size() + " routes, for passwords: " + named);
    }

    private Check forms() {
        List<String> asking = new ArrayList<>();
        int pages = 0;
        try (Visitor visitor = Visitor.of(port);
                CanaryPeople.Member member = canaries.signIn(visitor, "everything", Permissions.all())) {
            for (Route route : routes.all()) {
                if (route.reads() && !route.isApi()) {
                    String path =
                            route.path(Map.of("slug", canaries.home().slug().value()));
                    pages++;
                    if (FIELD.matcher(visitor.get(path, member.header()).body()).find()) {
                        asking.add(route.pattern());
                    }
                }
            }
        }
        return Check.of("passwords.forms", asking.isEmpty(), pages + " pages, with a field for one: " + asking);
    }

    /** RFC 7617. */
    private Check basic() {
        String offered = Base64.getEncoder().encodeToString("canary:canary".getBytes(StandardCharsets.US_ASCII));
        try (Visitor visitor = Visitor.of(port)) {
            var answer = visitor.get(
                    "/api/v1/workspaces/" + CanaryPeople.NOWHERE + "/members", "Authorization", "Basic " + offered);
            boolean refused = answer.status() == 401
                    && answer.headers("WWW-Authenticate").stream().noneMatch(way -> way.startsWith("Basic"));
            return Check.of(
                    "passwords.basic",
                    refused,
                    "a password sent as RFC 7617 has it was answered with " + answer.status());
        }
    }
}
