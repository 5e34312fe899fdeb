package dev.mullion.cli;

import dev.mullion.tenancy.DatabaseAccess.Login;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** An administrator's address, used once and kept nowhere. */
record AdministratorUrl(URI address, Login login) {

    static AdministratorUrl parse(String text) {
        try {
            URI address = URI.create(text.replaceFirst("^jdbc:", "").replaceFirst("^postgres:", "postgresql:"));
            if (!"postgresql".equals(address.getScheme()) || address.getHost() == null) {
                throw new IllegalArgumentException("not a PostgreSQL address");
            }
            String[] user = String.valueOf(address.getUserInfo() == null ? "postgres" : address.getUserInfo())
                    .split(":", 2);
            String password = user.length > 1 ? user[1] : System.getenv().getOrDefault("PGPASSWORD", "");
            return new AdministratorUrl(address, new Login(user[0], password));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--admin-url is not an address like postgresql://postgres@127.0.0.1:5432/postgres",
                    "the password comes from PGPASSWORD");
        }
    }

    /** Makes the database of {@code url} where it is missing. */
    void createDatabase(String url) {
        String name = URI.create(url.substring("jdbc:".length())).getPath().substring(1);
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        String maintenance = "jdbc:postgresql://" + address.getHost() + ":"
                + (address.getPort() < 0 ? 5432 : address.getPort())
                + (address.getPath() == null || address.getPath().length() < 2 ? "/postgres" : address.getPath())
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        try (Connection connection = DriverManager.getConnection(maintenance, properties)) {
            if (!exists(connection, name)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("create database " + statement.enquoteIdentifier(name, true)
                            + " template template0 encoding 'UTF8'");
                }
            }
        } catch (SQLException e) {
            throw new CommandFailed(
                    ExitCode.FAILURE,
                    "the administrator cannot sign in or make the database (SQLSTATE " + e.getSQLState() + ")",
                    "check --admin-url and PGPASSWORD");
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
