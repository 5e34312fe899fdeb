package dev.mullion.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox as a child process. It lives on a pipe: when this process ends, however it ends, the sandbox reads its
 * end and stops.
 */
final class SandboxProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxProcess.class);
    private static final int LONGEST_REPORT = 10_000;

    private final Process process;

    private SandboxProcess(Process process) {
        this.process = process;
    }

    /** Starts it with its plan on standard input, so that no secret is ever on a command line. */
    static SandboxProcess start(Path jar, String plan, Consumer<JsonNode> reports) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("the sandbox is missing at " + jar + "; run bin/mullion, which builds it");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m", "-jar", jar.toString()));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            Writer in = process.outputWriter();
            in.write(plan + "\n");
            in.flush();
            Thread.ofVirtual().name("sandbox-reports").start(() -> follow(process, reports));
            return new SandboxProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox cannot be started", e);
        }
    }

    private static void follow(Process process, Consumer<JsonNode> reports) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() < LONGEST_REPORT) {
                    reports.accept(JsonMapper.shared().readTree(line));
                }
            }
        } catch (IOException e) {
            LOG.info("The sandbox's reports ended: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        try {
            process.outputWriter().close();
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
