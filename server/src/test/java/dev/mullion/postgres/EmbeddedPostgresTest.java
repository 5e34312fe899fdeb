package dev.mullion.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of a running server; nothing here stops it. */
class EmbeddedPostgresTest {

    @TempDir
    static Path directory;

    static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        server = Servers.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void servesTheVersionThatItsFolderIsNamedAfter() throws SQLException {
        String major = Binaries.VERSION.substring(0, Binaries.VERSION.lastIndexOf('.'));

        assertThat(Servers.ask(server, "show server_version")).isEqualTo(major);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "server_encoding, UTF8",
        "data_checksums, on",
        "fsync, on",
        "jit, off",
        "log_timezone, UTC",
        "password_encryption, scram-sha-256",
        "log_min_error_statement, panic",
        "log_parameter_max_length, 0",
        "log_parameter_max_length_on_error, 0",
        "log_statement, none"
    })
    void runsWithTheSettingsPromised(String name, String value) throws SQLException {
        assertThat(Servers.ask(server, "show " + name)).isEqualTo(value);
    }

    @Test
    void sortsTheSameOnEveryMachine() throws SQLException {
        String locale = Servers.ask(
                server, "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'template0'");

        assertThat(locale).isEqualTo("b C.UTF-8");
    }

    @Test
    void refusesAWrongPassword() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Servers.connect(server, "not-the-right-password"))
                .extracting(SQLException::getSQLState)
                .isEqualTo("28P01");
    }

    @Test
    void listensOnLoopbackAlone() throws IOException {
        String loopback = "0100007F:%04X".formatted(server.port());

        assertThat(listening("/proc/net/tcp")).containsExactly(loopback);
        assertThat(listening("/proc/net/tcp6")).isEmpty();
    }

    @Test
    void opensNoSocketInTheFileSystem() throws IOException {
        assertThat(table("/proc/net/unix", 6).filter(columns -> columns.size() > 7))
                .isEmpty();
        assertThat(Path.of("/tmp/.s.PGSQL." + server.port())).doesNotExist();
    }

    @Test
    void refusesASecondStartOnItsFolder() {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Servers.start(directory))
                .withMessageContaining(
                        "is in use by process " + ProcessHandle.current().pid());
        assertThatExceptionOfType(EmbeddedPostgresException.class).isThrownBy(() -> Servers.start(directory));
    }

    @Test
    void leavesThePasswordInNoFile() throws IOException {
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().noneMatch(EmbeddedPostgresTest::holdsPassword);
        }
    }

    @Test
    void keepsItsFoldersToItsOwner() throws IOException {
        for (Path folder : List.of(directory, server.dataDirectory(), TestPostgres.BINARIES)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("postgres.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void logsNeitherTheStatementNorTheValueThatFailed() throws SQLException, IOException {
        Servers.execute(server, "create table narrow (name text primary key, number int)");
        Servers.execute(server, "insert into narrow values ('canary-row', 1)");

        for (String failing : List.of(
                "insert into narrow values ('canary-row', 2)",
                "select 'canary-value'::int",
                "select canary_statement",
                "do $$ begin raise warning 'canary-warning'; end $$")) {
            try {
                Servers.execute(server, failing);
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isIn("23505", "22P02", "42703");
            }
        }

        assertThat(Files.readString(directory.resolve("postgres.log")))
                .contains("ready to accept connections")
                .doesNotContain("canary");
    }

    @Test
    void isOutOfReachOfCtrlC() throws IOException {
        long interruptHangupAndTerminate = 1 << (2 - 1) | 1 << (1 - 1) | 1 << (15 - 1);

        assertThat(ignoredSignals(server.supervisorPid()) & interruptHangupAndTerminate)
                .isEqualTo(interruptHangupAndTerminate);
        assertThat(processGroup(server.pid())).isEqualTo(server.pid());
    }

    @Test
    void inheritsNothingFromThisProcess() throws IOException {
        String environment = Files.readString(Path.of("/proc", Long.toString(server.pid()), "environ"));
        Set<String> names = Stream.of(environment.split("\0"))
                .map(variable -> variable.substring(0, variable.indexOf('=')))
                .collect(Collectors.toSet());

        assertThat(names).isSubsetOf("PATH", "LC_ALL", "PWD", "OLDPWD", "PG_GRANDPARENT_PID");
        try (var descriptors = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            assertThat(descriptors.map(EmbeddedPostgresTest::target))
                    .noneMatch(target -> target.endsWith(".jar") || target.endsWith("/lock"));
        }
    }

    @Test
    void givesEachTestClassADatabaseOfItsOwn() throws SQLException {
        var one = TestPostgres.createDatabase("embedded");
        var two = TestPostgres.createDatabase("embedded");

        assertThat(one.name()).isNotEqualTo(two.name());
        try (var connection = DriverManager.getConnection(two.jdbcUrl(), two.user(), two.password())) {
            assertThat(connection.getCatalog()).isEqualTo(two.name());
        }
    }

    private static boolean holdsPassword(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(Servers.PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ignoredSignals(long pid) throws IOException {
        String label = "SigIgn:";
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith(label))
                .mapToLong(line ->
                        Long.parseUnsignedLong(line.substring(label.length()).strip(), 16))
                .findFirst()
                .orElseThrow();
    }

    private static long processGroup(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[2]);
    }

    private static List<String> listening(String file) throws IOException {
        return table(file, 9)
                .filter(columns -> columns.get(3).equals("0A"))
                .map(columns -> columns.get(1))
                .toList();
    }

    /** The rows of a socket table whose inode is open in the server. */
    private static Stream<List<String>> table(String file, int inode) throws IOException {
        Set<String> open;
        try (var descriptors = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            open = descriptors.map(EmbeddedPostgresTest::target).collect(Collectors.toSet());
        }
        return Files.readAllLines(Path.of(file)).stream()
                .skip(1)
                .map(line -> List.of(line.strip().split(" +")))
                .filter(columns -> open.contains("socket:[" + columns.get(inode) + "]"));
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "closed meanwhile";
        }
    }
}
