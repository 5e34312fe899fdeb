package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * {@code bin/mullion verify isolation}: every layer of isolation, tried on the running server with no more than the
 * server itself has. Leaves no row behind.
 */
final class IsolationVerification implements Verification {

    private final SchemaRules rules;
    private final BareConnections bare;
    private final ContextProbes contexts;
    private final CanaryProbes canaries;
    private final DoorProbes doors;

    IsolationVerification(
            SchemaRules rules, BareConnections bare, ContextProbes contexts, CanaryProbes canaries, DoorProbes doors) {
        this.rules = rules;
        this.bare = bare;
        this.contexts = contexts;
        this.canaries = canaries;
        this.doors = doors;
    }

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public List<Check> run() {
        List<Check> checks = new ArrayList<>(rules.run());
        checks.add(Check.attempt("server.version", this::server));
        checks.add(ServerRelease.driver());
        checks.add(Check.attempt("driver.query-mode", this::queryMode));
        checks.add(Check.attempt("statistics.activity", this::activity));
        checks.addAll(group("context", contexts::run));
        checks.addAll(group("probe", canaries::run));
        checks.addAll(group("door", doors::run));
        return List.copyOf(checks);
    }

    /** A group that cannot even begin is one failed check, and the others still run. */
    private static List<Check> group(String name, Supplier<List<Check>> group) {
        List<Check> checks = new ArrayList<>();
        Check whole = Check.attempt(name + ".group", () -> {
            checks.addAll(group.get());
            return Check.ok(name + ".group", checks.size() + " checks ran");
        });
        checks.addFirst(whole);
        return checks;
    }

    private Check server() {
        return ServerRelease.server(Integer.parseInt(setting("server_version_num")));
    }

    private Check queryMode() {
        PreferQueryMode mode =
                bare.use(connection -> connection.unwrap(PGConnection.class).getPreferQueryMode());
        return Check.of(
                "driver.query-mode", mode != PreferQueryMode.SIMPLE, "parameters travel apart from the text: " + mode);
    }

    private Check activity() {
        return setting("track_activities").equals("off")
                ? Check.ok("statistics.activity", "activity views show no statement")
                : Check.partial(
                        "statistics.activity", "track_activities is on: a superuser must switch it off for the role");
    }

    private String setting(String name) {
        return bare.use(connection -> {
            try (var ask = connection.prepareStatement("select current_setting(?)")) {
                ask.setString(1, name);
                try (var row = ask.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }
}
