package dev.mullion.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program run with an environment of its own: nothing of this process's variables reaches it. */
final class Command {

    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Command() {}

    static ProcessBuilder prepare(List<String> command) {
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        String path = environment.getOrDefault("PATH", SYSTEM_PATH);
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        return builder;
    }

    /** Runs to its end, with both outputs appended to the log; answers the exit code. */
    static int run(List<String> command, byte[] input, Path log, Duration limit)
            throws IOException, InterruptedException {
        var to = ProcessBuilder.Redirect.appendTo(log.toFile());
        Process process = prepare(command).redirectOutput(to).redirectError(to).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        }
        return await(process, command, limit);
    }

    /** Runs a program whose output nobody needs. */
    static int run(String... command) throws IOException, InterruptedException {
        var nowhere = ProcessBuilder.Redirect.DISCARD;
        Process process = prepare(List.of(command))
                .redirectOutput(nowhere)
                .redirectError(nowhere)
                .start();
        return await(process, List.of(command), Duration.ofSeconds(10));
    }

    private static int await(Process process, List<String> command, Duration limit)
            throws IOException, InterruptedException {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new IOException(command.getFirst() + " did not end within " + limit);
        } finally {
            process.destroyForcibly();
        }
    }
}
