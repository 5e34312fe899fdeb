package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.DatabaseAccess.Login;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Predicate;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * How what travels to the database is protected. The app role may not read the views that tell of connections, so it is
 * tried: the driver keeps to the address's mode or does not connect, and new connections ask for more and for less.
 */
public final class DatabaseTransport {

    private static final int SECONDS = 5;

    private final DatabaseAccess access;
    private final Predicate<String> stays;

    /** For the address in use; opens nothing before it is run. */
    public DatabaseTransport(DatabaseAccess access) {
        this(access, DatabaseTransport::isLoopback);
    }

    /** @param stays whether what goes to a host does not leave this machine */
    DatabaseTransport(DatabaseAccess access, Predicate<String> stays) {
        this.access = access;
        this.stays = stays;
    }

    /** Runs every check; never throws for a failed one. Opens at most two connections and closes them. */
    public List<Check> run() {
        Properties address = parsed();
        String hosts = PGProperty.PG_HOST.getOrDefault(address);
        if (hosts != null && Arrays.stream(hosts.split(",", -1)).allMatch(stays)) {
            return List.of(Check.ok(
                    "database.path", "the database is on this machine, reached over loopback: nothing leaves it"));
        }
        return List.of(
                mode(String.valueOf(mode(address))),
                Check.attempt("database.certificate", this::certificate),
                Check.attempt("database.plain", this::plain));
    }

    private Properties parsed() {
        Properties parsed = Driver.parseURL(access.url(), new Properties());
        if (parsed == null) {
            throw new IllegalStateException("an address that the driver reads was connected to");
        }
        return parsed;
    }

    private static String mode(Properties address) {
        String said = PGProperty.SSL_MODE.getOrDefault(address);
        boolean ssl = "true".equals(PGProperty.SSL.getOrDefault(address));
        return said == null ? (ssl ? "verify-full" : "prefer") : said.toLowerCase(Locale.ROOT);
    }

    private static Check mode(String mode) {
        String name = "database.mode";
        return switch (mode) {
            case "verify-full" ->
                Check.ok(name, "sslmode=verify-full: no connection without TLS and a verified certificate");
            case "verify-ca" ->
                Check.partial(
                        name, "sslmode=verify-ca: whose certificate it is goes unverified, verify-full is missing");
            case "require" ->
                Check.partial(name, "sslmode=require: encrypted to whoever answers, verify-full is missing");
            case "disable" -> Check.failed(name, "sslmode=disable: nothing is encrypted, verify-full is missing");
            default -> Check.partial(name, "sslmode=" + mode + ": TLS is not insisted on, verify-full is missing");
        };
    }

    private Check certificate() {
        try (Connection connection = connect("verify-full")) {
            return Check.of(
                    "database.certificate",
                    connection.isValid(SECONDS),
                    "a new connection that insists on TLS and a verified certificate was made");
        } catch (SQLException e) {
            return Check.partial(
                    "database.certificate",
                    "a connection that insists on a verified certificate was not made (SQLSTATE " + e.getSQLState()
                            + ")");
        }
    }

    private Check plain() {
        try (Connection _ = connect("disable")) {
            return Check.partial(
                    "database.plain", "the database also takes connections without TLS: its pg_hba.conf lacks hostssl");
        } catch (SQLException e) {
            return Check.ok("database.plain", "a connection without TLS was refused");
        }
    }

    private Connection connect(String mode) throws SQLException {
        Login app = access.app();
        Properties how = new Properties();
        PGProperty.USER.set(how, app.user());
        PGProperty.PASSWORD.set(how, app.password());
        PGProperty.CONNECT_TIMEOUT.set(how, SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(how, SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(how, SECONDS);
        return DriverManager.getConnection(with(access.url(), mode), how);
    }

    /** What the address says goes before what is given beside it, so it is taken out. */
    static String with(String url, String mode) {
        String bare = url.replaceAll("(?i)([?&])(sslmode|ssl)=[^&]*", "$1")
                .replaceAll("&{2,}", "&")
                .replace("?&", "?");
        String clean = bare.replaceAll("[?&]$", "");
        return clean + (clean.contains("?") ? "&" : "?") + "sslmode=" + mode;
    }

    private static boolean isLoopback(String host) {
        String bare = host.replaceAll("[\\[\\]]", "");
        try {
            return bare.equals("localhost")
                    || (bare.matches("[0-9.]+|.*:.*")
                            && InetAddress.getByName(bare).isLoopbackAddress());
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
