package dev.mullion.cli;

import dev.mullion.keys.KeyStore;
import dev.mullion.keys.NodeMarks;
import dev.mullion.settings.Problem;
import dev.mullion.tenancy.DatabaseAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds servers on the same database whose key store is another than the one that is named here. */
record KeyStoreExam(DatabaseAccess access, KeyStore store) {

    /**
     * A secret that one of them seals the others could not open, and keys that one destroys the others would keep.
     * Whoever was not heard of for three minutes does not run.
     */
    Optional<Problem> problem() {
        NodeMarks marks = new NodeMarks(store);
        List<String> apart = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        access.url(), access.app().user(), access.app().password());
                PreparedStatement running = connection.prepareStatement("""
                        select node, host
                          from mullion.key_holder
                         where seen_at > now() - interval '3 minutes'
                         order by host, node
                         limit 1000
                        """);
                ResultSet row = running.executeQuery()) {
            while (row.next()) {
                if (!marks.has(row.getObject("node", UUID.class))) {
                    apart.add(row.getString("host"));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database does not say which servers run (SQLSTATE " + e.getSQLState() + ")", e);
        }
        return apart.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        "MULLION_KEY_STORE",
                        apart.size() + (apart.size() == 1 ? " server has" : " servers have")
                                + " another key store than this one: on " + String.join(", ", apart),
                        "stop all but one, and name one folder for all, on a mount that they share"));
    }
}
