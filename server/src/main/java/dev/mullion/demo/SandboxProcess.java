package dev.mullion.demo;

import dev.mullion.residue.Mark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox as a child process. It lives on a pipe: when this process ends, however it ends, the sandbox reads its
 * end and stops. What it is told goes through that pipe too, so that no secret is ever on a command line.
 */
final class SandboxProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxProcess.class);
    private static final int LONGEST_REPORT = 10_000;

    private final Process process;
    private final BufferedReader reports;
    private final Map<String, URI> vendors;
    private final String githubKey;
    private final Mark canary;

    private SandboxProcess(
            Process process, BufferedReader reports, Map<String, URI> vendors, String githubKey, Mark canary) {
        this.process = process;
        this.reports = reports;
        this.vendors = vendors;
        this.githubKey = githubKey;
        this.canary = canary;
    }

    /** Starts it, and waits until it says where it plays its vendors. */
    static SandboxProcess start(Path jar, String parts) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("the sandbox is missing at " + jar + "; run bin/mullion, which builds it");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-jar",
                jar.toString(),
                "--with-vendors"));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            say(process, parts);
            BufferedReader reports = process.inputReader();
            String first = reports.readLine();
            if (first == null) {
                throw new IllegalStateException("the sandbox ended before it began; what it wrote says why");
            }
            JsonNode where = JsonMapper.shared().readTree(first);
            return new SandboxProcess(
                    process,
                    reports,
                    Map.of(
                            "stripe", address(where, "stripe"),
                            "xero", address(where, "xero"),
                            "github", address(where, "github")),
                    where.path("githubKey").asString(),
                    Mark.of(where.path("canary").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox cannot be started", e);
        }
    }

    private static URI address(JsonNode where, String vendor) {
        return URI.create(where.path(vendor).asString());
    }

    private static void say(Process process, String line) throws IOException {
        Writer in = process.outputWriter();
        in.write(line + "\n");
        in.flush();
    }

    /** Where each vendor that it plays answers. */
    Map<String, URI> vendors() {
        return vendors;
    }

    /** What the App signs in with at the GitHub that it plays; another one at each start. */
    String githubKey() {
        return githubKey;
    }

    /** Begins what its vendors put into every field that is never kept. */
    Mark canary() {
        return canary;
    }

    /** Sends the person whom it plays to a page before it has a plan, and waits for where the page sends them. */
    URI consent(URI page) {
        try {
            say(process, page.toString());
            String line = reports.readLine();
            if (line == null) {
                throw new IllegalStateException("the sandbox ended; what it wrote says why");
            }
            return URI.create(JsonMapper.shared().readTree(line).path("back").asString());
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox has ended", e);
        }
    }

    /** Has it send what a plan says. */
    void send(String plan, Consumer<JsonNode> each) {
        try {
            say(process, plan);
            Thread.ofVirtual().name("sandbox-reports").start(() -> follow(each));
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox has ended", e);
        }
    }

    /** Sends the person whom it plays to a page of consent; a report says where the page sends them. */
    void visit(URI page) {
        try {
            say(process, page.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox has ended", e);
        }
    }

    private void follow(Consumer<JsonNode> each) {
        try (reports) {
            for (String line = reports.readLine(); line != null; line = reports.readLine()) {
                if (line.length() < LONGEST_REPORT) {
                    each.accept(JsonMapper.shared().readTree(line));
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
