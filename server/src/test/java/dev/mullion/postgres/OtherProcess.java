package dev.mullion.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that starts a server, commits a row and then waits to be killed. */
final class OtherProcess implements AutoCloseable {

    final ProcessHandle postmaster;
    final ProcessHandle supervisor;

    private final Process jvm;

    private OtherProcess(Process jvm, String said) {
        this.jvm = jvm;
        List<String> pids = List.of(said.split(" "));
        this.postmaster = Servers.process(Long.parseLong(pids.get(0)));
        this.supervisor = Servers.process(Long.parseLong(pids.get(1)));
    }

    static OtherProcess serving(Path folder) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = jvm.inputReader(StandardCharsets.US_ASCII);
        String said = output.readLine();
        if (said == null) {
            throw new IOException("the other process did not start a server");
        }
        return new OtherProcess(jvm, said);
    }

    static void main(String[] arguments) throws IOException, SQLException {
        try (var server = Servers.start(Path.of(arguments[0]))) {
            Servers.execute(server, "create table kept (word text)");
            Servers.execute(server, "insert into kept values ('committed')");
            IO.println(server.pid() + " " + server.supervisorPid());
            System.in.read();
        }
    }

    /** As {@code kill -9} does it: nothing in the JVM hears of it. */
    void kill() throws InterruptedException {
        jvm.destroyForcibly().waitFor();
    }

    long pid() {
        return jvm.pid();
    }

    /** Leaves nobody at work in the folder, which is deleted next. */
    @Override
    public void close() {
        jvm.destroyForcibly();
        postmaster.onExit().completeOnTimeout(postmaster, 10, TimeUnit.SECONDS).join();
        postmaster.destroyForcibly();
    }
}
