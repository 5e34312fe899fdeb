package dev.mullion.challenge;

import dev.mullion.TestServer;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

/** A game on a server and a database of its own, and the two ways into it that a player has. */
final class Doors implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final TestServer server = TestServer.start();
    private final Game game = server.bean(Challenge.class).begin(0, Duration.ofHours(1));
    private final String token = game.token().expose(text -> text);

    Flag flag() {
        return game.flag();
    }

    Game game() {
        return game;
    }

    TestServer server() {
        return server;
    }

    /** Whether an answer holds the flag in any form. */
    boolean isSighted(String answer) {
        return new Sighting(flag().reveal()).in(answer);
    }

    /** Whether the flag is where it was hidden: tricks that deleted it would find nothing ever after. */
    boolean isHiddenStill() throws SQLException {
        try (var connection = TestPostgres.administrator(
                        server.bean(DatabaseAccess.class).url());
                var ask = connection.prepareStatement("""
                        select (select count(*) from mullion.label where text = ?)
                             + (select count(*) from mullion.audit_entry
                                 where payload = convert_to('detail=' || ? || chr(10), 'UTF8'))
                             + (select count(*) from mullion.member where name = ?)
                        """)) {
            for (int i = 1; i <= 3; i++) {
                ask.setString(i, flag().reveal());
            }
            try (var row = ask.executeQuery()) {
                return row.next() && row.getInt(1) == 3;
            }
        }
    }

    /**
     * As the database is after a while: a player has written many rows, and the server has taken its samples of all.
     */
    void sampled() throws IOException, SQLException {
        try (Sql sql = sql()) {
            sql.say("insert into mullion.label select '" + sample()
                    + "', 'repository', i, 'pane ' || i, now() from generate_series(100, 190) i");
            sql.say("insert into mullion.audit_entry (workspace_id, header, salt, payload) select '" + sample()
                    + "', '2026-01-01T00:00:00.000Z operator:operator - token.created token:t done -',"
                    + " sha256(i::text::bytea), convert_to('detail=pane ' || i, 'UTF8') from generate_series(1, 90) i");
            sql.say(
                    "insert into mullion.member select '" + sample()
                            + "', gen_random_uuid(), 'x@example.com', 'pane ' || i, '{}', now(), now() from generate_series(1, 90) i");
        }
        asAdministrator("analyze");
    }

    String sample() {
        return id("sample");
    }

    String neighbour() {
        return id("neighbour");
    }

    private String id(String slug) {
        return server.bean(Workspaces.class)
                .find(new Slug(slug))
                .orElseThrow()
                .id()
                .value()
                .toString();
    }

    /** Somebody at the line protocol. */
    Sql sql() throws IOException {
        return new Sql(new Socket(InetAddress.getLoopbackAddress(), game.sqlPort()));
    }

    /** Asks with the token of {@code sample}; everything that comes back. */
    String http(String method, String path, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer " + token;
        HttpResponse<String> answer =
                server.send(server.request(path, all).method(method, HttpRequest.BodyPublishers.ofString(body)));
        return answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body();
    }

    /** What only the owner of the database can do, past everything. */
    void asAdministrator(String sql) throws SQLException {
        try (var connection = TestPostgres.administrator(
                        server.bean(DatabaseAccess.class).url());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        game.close();
        server.close();
    }

    /** One session. */
    static final class Sql implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        private final PrintWriter out;
        private final String greeting;

        private Sql(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
            this.greeting = answer();
        }

        String greeting() {
            return greeting;
        }

        /** A statement, with or without its semicolon, or a command; the answer without the empty line. */
        String say(String text) throws IOException {
            boolean complete = text.startsWith("\\") || text.stripTrailing().endsWith(";");
            out.println(complete ? text : text + ";");
            return answer();
        }

        private String answer() throws IOException {
            StringBuilder answer = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                answer.append(line).append('\n');
            }
            return answer.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
