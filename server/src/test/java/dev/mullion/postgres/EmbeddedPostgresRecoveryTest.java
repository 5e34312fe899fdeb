package dev.mullion.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mullion.postgres.EmbeddedPostgres.Circumstances;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds across starts: after a stop, a kill, a crash, and over what they left. */
class EmbeddedPostgresRecoveryTest {

    @TempDir
    Path parent;

    Path directory;

    @BeforeEach
    void choose() {
        directory = parent.resolve("postgres");
    }

    @Test
    void keepsItsDataOverARestart() throws SQLException {
        try (var server = Servers.start(directory)) {
            Servers.execute(server, "create table kept as select 'before the restart' as word");
        }

        try (var server = Servers.start(directory)) {
            assertThat(Servers.ask(server, "select word from kept")).isEqualTo("before the restart");
        }
    }

    @Test
    void isGoneOnceClosedAndMayBeClosedAgain() {
        var server = Servers.start(directory);
        var process = Servers.process(server.pid());

        server.close();
        server.close();

        assertThat(server.isAlive()).isFalse();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void diesWithAKilledProcessAndLosesNothingCommitted() throws IOException, InterruptedException, SQLException {
        try (var other = OtherProcess.serving(directory)) {
            other.kill();
            Servers.awaitEnd(other.postmaster);
        }

        try (var server = Servers.start(directory)) {
            assertThat(Servers.ask(server, "select word from kept")).isEqualTo("committed");
        }
    }

    @Test
    void startsWhileTheServerOfAKilledProcessIsStillStopping() throws IOException, InterruptedException, SQLException {
        try (var other = OtherProcess.serving(directory)) {
            other.kill();
            try (var server = Servers.start(directory)) {
                assertThat(Servers.ask(server, "select word from kept")).isEqualTo("committed");
                assertThat(new Postmaster(other.postmaster.pid(), server.dataDirectory()).isRunning())
                        .isFalse();
            }
        }
    }

    @Test
    void stopsAServerWhoseSupervisorWasKilledToo() throws IOException, InterruptedException, SQLException {
        try (var other = OtherProcess.serving(directory)) {
            other.supervisor
                    .children()
                    .filter(child -> !child.equals(other.postmaster))
                    .forEach(ProcessHandle::destroyForcibly);
            other.supervisor.destroyForcibly();
            Servers.awaitEnd(other.supervisor);
            other.kill();
            assertThat(other.postmaster.isAlive()).isTrue();

            try (var server = Servers.start(directory)) {
                assertThat(Servers.ask(server, "select word from kept")).isEqualTo("committed");
                assertThat(new Postmaster(other.postmaster.pid(), server.dataDirectory()).isRunning())
                        .isFalse();
            }
        }
    }

    @Test
    void refusesAFolderThatAnotherProcessServes() throws IOException {
        try (var other = OtherProcess.serving(directory)) {
            assertThatExceptionOfType(EmbeddedPostgresException.class)
                    .isThrownBy(() -> Servers.start(directory))
                    .withMessageContaining("is in use by process " + other.pid());
            assertThat(other.postmaster.isAlive()).isTrue();
        }
    }

    @Test
    void forgetsARecordThatNamesAnUnrelatedProcess() throws IOException, SQLException {
        Servers.start(directory).close();
        long me = ProcessHandle.current().pid();
        Files.writeString(
                directory.resolve("data/postmaster.pid"),
                "%d\n%s\n1700000000\n5432\n\n127.0.0.1\n\nready   \n".formatted(me, directory.resolve("data")));

        try (var server = Servers.start(directory)) {
            assertThat(Servers.ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void noticesACrashAndRecoversFromIt() throws SQLException {
        try (var server = Servers.start(directory)) {
            Servers.execute(server, "create table kept as select 'before the crash' as word");
            var supervisor = Servers.process(server.supervisorPid());

            Servers.process(server.pid()).destroyForcibly();
            Servers.awaitEnd(supervisor);

            assertThat(server.isAlive()).isFalse();
        }

        try (var server = Servers.start(directory)) {
            assertThat(Servers.ask(server, "select word from kept")).isEqualTo("before the crash");
        }
    }

    @Test
    void usesNoHalfUnpackedProgramsAndNoHalfMadeData() throws IOException, SQLException {
        Path halfUnpacked =
                Files.createDirectories(directory.resolve("binaries").resolve(Binaries.VERSION + ".unfinished/bin"));
        Files.writeString(halfUnpacked.resolve("postgres"), "cut off");
        Path halfMade = Files.createDirectories(directory.resolve("data.unfinished"));
        Files.writeString(halfMade.resolve("PG_VERSION"), "18\n");

        try (var server = EmbeddedPostgres.start(directory, Servers.password())) {
            assertThat(Servers.ask(server, "select 1")).isEqualTo("1");
        }

        assertThat(halfUnpacked).doesNotExist();
        assertThat(halfMade).doesNotExist();
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws IOException {
        Path version = Files.createDirectories(directory.resolve("data")).resolve("PG_VERSION");
        Files.writeString(version, "17\n");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Servers.start(directory))
                .withMessageContaining("holds data of PostgreSQL 17")
                .withMessageContaining("runs 18");
        assertThat(version).content().isEqualTo("17\n");
    }

    @Test
    void takesAnotherPortWhenTheChosenOneIsTaken() throws IOException, SQLException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var ports = new ArrayDeque<>(List.of(taken.getLocalPort(), Launch.anyFreePort()));

            try (var server = start(new Circumstances(Account::current, ports::remove))) {
                assertThat(ports).isEmpty();
                assertThat(Servers.ask(server, "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void saysWhatTheServerSaidWhenItDoesNotStart() throws IOException {
        Servers.start(directory).close();
        Files.delete(directory.resolve("data/global/pg_control"));

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Servers.start(directory))
                .withMessageContaining("pg_control")
                .withMessageContaining("postgres.log");
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .as("the lock is free again")
                .isThrownBy(() -> Servers.start(directory))
                .withMessageContaining("pg_control");
    }

    @Test
    void showsThePasswordToNoProcess() throws IOException {
        Path seen = parent.resolve("seen");
        String record = "{ echo \"$@\"; env; } >> '" + seen + "'; exec \"$@\"";

        start(new Circumstances(() -> recorded(record), Launch::anyFreePort)).close();

        assertThat(seen).content().contains("initdb", "--pwfile=").doesNotContain(Servers.PASSWORD);
    }

    @Test
    void worksAsNobodyWhereUserNamespacesAreBarred() throws IOException, InterruptedException, SQLException {
        assumeTrue(Account.current().owner() == 0, "only root can become nobody");
        var barred = new Circumstances(Account::nobody, Launch::anyFreePort);
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(
                        directory, Servers.password(), EmbeddedPostgres.Options.standard(), barred))
                .withMessageContaining("closed");

        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        try (var server =
                EmbeddedPostgres.start(directory, Servers.password(), EmbeddedPostgres.Options.standard(), barred)) {
            Servers.execute(server, "create table kept as select 'by nobody' as word");
            assertThat(Servers.process(server.pid()).info().user()).hasValue("nobody");
        }

        try (var server = EmbeddedPostgres.start(directory, Servers.password())) {
            assertThat(Servers.ask(server, "select word from kept")).isEqualTo("by nobody");
        }
    }

    /** The account of this machine, with each program's arguments and variables written down as it starts. */
    private static Account recorded(String record) throws InterruptedException {
        Account real = Account.current();
        List<String> words = new ArrayList<>(List.of("sh", "-c", record, "record"));
        words.addAll(real.prefix());
        return new Account(words, real.owner());
    }

    private EmbeddedPostgres start(Circumstances circumstances) {
        return EmbeddedPostgres.start(directory, Servers.password(), Servers.OPTIONS, circumstances);
    }
}
