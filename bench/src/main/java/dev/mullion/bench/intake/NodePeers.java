package dev.mullion.bench.intake;

import dev.mullion.bench.load.Receiver;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.Shell;
import dev.mullion.bench.machine.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receivers in Node, installed by the run from npm into {@code bench/peers/node} as its lock file says. */
final class NodePeers {

    static final String DATABASE = "peers";
    static final String ROLE = "peer";

    /** Of a database that lives as long as the run, on loopback. */
    static final String PASSWORD = "synthetic-password-of-a-peer";

    /** node-postgres' own default, and the best of 5, 10 and 20 where this was tried. */
    private static final int POOL = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Workbench bench;
    private final Database database;
    private final Path folder;

    NodePeers(Workbench bench, Database database) {
        this.bench = bench;
        this.database = database;
        this.folder = bench.root().resolve("bench/peers/node");
    }

    /** Installs what the lock file names, once, and makes the peers' database and tables. */
    void prepare() {
        if (!isInstalled()) {
            bench.say("installing the Node peers from npm");
            Shell.output(new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund").directory(folder.toFile()));
        }
        database.execute(
                "postgres",
                "create role " + ROLE + " login password '" + PASSWORD + "'",
                "create database " + DATABASE);
    }

    HttpContender verifying(int processes, String secret) {
        return start("Node " + processes + "x: verify only", processes, secret, "");
    }

    HttpContender storing(int processes, String secret) {
        String table = "delivery_" + processes;
        database.execute(DATABASE, """
                create table %s (
                    id            uuid primary key,
                    event         text not null,
                    action        text not null,
                    repository_id bigint not null,
                    number        int not null,
                    additions     int,
                    deletions     int,
                    changed_files int,
                    received_at   timestamptz not null
                )
                """.formatted(table), "grant insert, select on " + table + " to " + ROLE);
        return start("Node " + processes + "x: verify + insert a row", processes, secret, table);
    }

    /** Which Node and which libraries. */
    Map<String, String> versions() {
        return Map.of(
                "node",
                Shell.output(new ProcessBuilder("node", "--version")).strip(),
                "peers",
                "@octokit/webhooks " + version("@octokit/webhooks") + ", pg " + version("pg") + ", pool of " + POOL
                        + " a process, prepared statement");
    }

    private HttpContender start(String name, int processes, String secret, String table) {
        int port = Workbench.freePort();
        ProcessBuilder command = new ProcessBuilder("node", "receiver.mjs").directory(folder.toFile());
        command.environment()
                .putAll(Map.of(
                        "NODE_ENV",
                        "production",
                        "WORKERS",
                        Integer.toString(processes),
                        "PORT",
                        Integer.toString(port),
                        "SECRET",
                        secret,
                        "TABLE",
                        table,
                        "POOL",
                        Integer.toString(POOL),
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        Integer.toString(database.port()),
                        "PGDATABASE",
                        DATABASE,
                        "PGUSER",
                        ROLE));
        command.environment().put("PGPASSWORD", PASSWORD);
        Child node = bench.start(name, command);
        node.awaitReady(PATIENCE);
        return new HttpContender(name, node, new Receiver(port, List.of("/hooks")));
    }

    private boolean isInstalled() {
        try {
            Path installed = folder.resolve("node_modules/.package-lock.json");
            return Files.exists(installed)
                    && !Files.getLastModifiedTime(installed)
                            .toInstant()
                            .isBefore(Files.getLastModifiedTime(folder.resolve("package-lock.json"))
                                    .toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException("the peers' folder " + folder + " cannot be read", e);
        }
    }

    private String version(String library) {
        try {
            JsonNode manifest = new JsonMapper()
                    .readTree(Files.readString(
                            folder.resolve("node_modules").resolve(library).resolve("package.json")));
            return manifest.path("version").asString("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(library + " is not installed in " + folder, e);
        }
    }
}
