package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The layers of isolation that the database itself holds, as they are on the live server and asked as the app role.
 * What the service does not allow for want of a superuser is partial, never ok.
 */
public final class DatabaseLayers {

    private final SchemaRules rules;
    private final BareConnections bare;

    DatabaseLayers(SchemaRules rules, BareConnections bare) {
        this.rules = rules;
        this.bare = bare;
    }

    /** For a command that asks while no server runs: it signs in anew for each question and keeps nothing open. */
    public static DatabaseLayers of(DatabaseAccess access) {
        var source = new DriverManagerDataSource(
                access.url(), access.app().user(), access.app().password());
        return new DatabaseLayers(new SchemaRules(new GlobalSql(source)), new BareConnections(source));
    }

    /** Runs every check; never throws for a failed one. */
    public List<Check> run() {
        List<Check> checks = new ArrayList<>(rules.run());
        checks.add(Check.attempt("server.version", this::server));
        checks.add(ServerRelease.driver());
        checks.add(Check.attempt("driver.query-mode", this::queryMode));
        checks.add(Check.attempt("statistics.activity", this::activity));
        return List.copyOf(checks);
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
