package dev.mullion.bench;

import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.ReportFile;
import dev.mullion.bench.report.ReportText;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code bench [NAME] [--full] [--size N] [--json FILE]}: runs one benchmark, or all of them. Exit code 2 for an
 * unknown name.
 */
public final class Bench {

    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    private Bench() {}

    public static void main(String[] arguments) {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        try {
            requireServer();
            run(Arguments.parse(List.of(arguments)));
        } catch (Arguments.Unusable e) {
            err.println("mullion: " + e.getMessage());
            Catalogue.lines().forEach(err::println);
            System.exit(USAGE);
        } catch (BenchmarkFailed e) {
            err.println("mullion: " + e.getMessage());
            System.exit(FAILURE);
        }
        System.exit(0);
    }

    private static void run(Arguments arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Report> reports = new ArrayList<>();
        for (Benchmark benchmark : Catalogue.named(arguments.name())) {
            Report report = benchmark.run(new Circumstances(
                    root(), arguments.full(), arguments.size(), Clock.systemUTC(), new Progress(System.err)));
            new ReportText(report).printTo(out);
            reports.add(report);
            arguments.json().ifPresent(file -> ReportFile.write(file, reports));
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("mullion.root", "")).toAbsolutePath().normalize();
    }

    /** The jar borrows its class path from the built server. */
    private static void requireServer() {
        try {
            Class.forName("dev.mullion.tenancy.WorkspaceId", false, Bench.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new BenchmarkFailed(
                    "the server is not built beside this jar (server/target/run); run bin/mullion bench, which builds it",
                    e);
        }
    }
}
