package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Mullion;
import dev.mullion.postgres.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The game in a process of its own, as whoever types it has it. */
class ChallengeCommandTest {

    private static final int MOST_TRIES = 1_200;

    @TempDir
    private Path folder;

    private Path temporary;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void aTemporaryFolderOfItsOwn() throws IOException {
        temporary = Files.createDirectories(folder.resolve("temporary"));
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(folder.toString()))
                                .isPresent()))
                .isEmpty();
    }

    @Test
    void isPlayedOnTheTerminalAndLeavesNothing() throws IOException, InterruptedException {
        Process game = start("challenge", "--sql");
        try (PrintWriter typed = new PrintWriter(game.outputWriter(StandardCharsets.UTF_8), true)) {
            typed.println("select current_user, text from mullion.label;");
            typed.println("\\claim flag-of-nobody");
            typed.println("\\q");
        }

        assertThat(game.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(said())
                .contains(
                        "You already have SQL injection. Get the flag.",
                        "Authorization: Bearer mul_",
                        " mullion_app\tpane",
                        "-- That is not the flag.",
                        "The flag was not found.");
        assertThat(game.exitValue()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void takesLinesOnItsPortAndEndsByASignalWithoutLeavingAnything() throws IOException, InterruptedException {
        Process game = start("challenge");
        String port = waitForPort(game);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            out.println("select text from mullion.label;\n\\q");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\n pane\n-- 1 rows\n");
        }

        game.destroy();

        assertThat(game.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void refusesAGameWithoutAnEnd() throws IOException, InterruptedException {
        Process game = start("challenge", "--minutes", "0");

        assertThat(game.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(game.exitValue()).isEqualTo(ExitCode.USAGE.number());
        assertThat(temporary).isEmptyDirectory();
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-Dmullion.postgres=" + TestPostgres.BINARIES,
                "-cp",
                System.getProperty("java.class.path"),
                Mullion.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("MULLION_"));
        Process running = process.start();
        started.add(running);
        return running;
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    /** From what it prints once it is ready. */
    private String waitForPort(Process game) throws IOException, InterruptedException {
        for (int tries = 0; !said().contains("ready, for"); tries++) {
            if (game.waitFor(100, TimeUnit.MILLISECONDS) || tries == MOST_TRIES) {
                throw new IllegalStateException("it is not ready: " + Files.readString(folder.resolve("err")));
            }
        }
        return said().replaceAll("(?s).*nc 127\\.0\\.0\\.1 (\\d+) .*", "$1");
    }
}
