package dev.mullion.tenancy;

import dev.mullion.postgres.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's pgbouncer in transaction mode ahead of the test server, on loopback. Ended and deleted when closed. */
public final class Pooler implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final Process process;
    private final Path folder;
    private final int port;

    private Pooler(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** @param connections how many of the server's connections all clients share */
    static Pooler ahead(TestPostgres.Database database, int connections) throws IOException {
        return ahead(database.jdbcUrl(), connections);
    }

    /** The same ahead of the server that has this address. */
    public static Pooler ahead(String jdbcUrl, int connections) throws IOException {
        // Root's own folders are closed to the account that pgbouncer changes to.
        Path folder = Files.createTempDirectory(
                "pooler", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        int port = freePort();
        URI server = URI.create(jdbcUrl.substring("jdbc:".length()));
        Path users = Files.writeString(
                folder.resolve("users.txt"),
                "\"" + TestTenancy.APP.user() + "\" \"" + TestTenancy.APP.password() + "\"\n");
        Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = %d
                max_client_conn = 50
                query_wait_timeout = 20
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        server.getHost(), server.getPort(), port, users, connections));
        Process process =
                new ProcessBuilder(command(settings)).redirectErrorStream(true).start();
        Pooler pooler = new Pooler(process, folder, port);
        pooler.awaitReady();
        return pooler;
    }

    String urlOf(TestPostgres.Database database) {
        return urlOf(database.jdbcUrl());
    }

    /** Where the database of this address is found through it. */
    public String urlOf(String jdbcUrl) {
        return "jdbc:postgresql://127.0.0.1:" + port
                + URI.create(jdbcUrl.substring("jdbc:".length())).getPath();
    }

    private static List<String> command(Path settings) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Reads its log to the line that says so, and goes on reading, so that the pipe never fills. */
    private void awaitReady() throws IOException {
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.add(line);
            if (line.contains("process up")) {
                Thread.ofVirtual().start(() -> log.lines().forEach(_ -> {}));
                return;
            }
        }
        close();
        throw new IOException("pgbouncer did not start: " + String.join("\n", said));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(folder.resolve("users.txt"));
        Files.deleteIfExists(folder.resolve("pgbouncer.ini"));
        Files.deleteIfExists(folder);
    }
}
