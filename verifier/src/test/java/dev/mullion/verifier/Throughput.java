package dev.mullion.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Writes a bundle with payloads of about 150 bytes, once, and says how fast it is verified: FILE EVENTS TIMES. */
public final class Throughput {

    private static final int CADENCE = 10_000;

    private Throughput() {}

    public static void main(String[] words) throws IOException, Malformed {
        Path file = Path.of(words[0]);
        int events = Integer.parseInt(words[1]);
        if (!Files.exists(file)) {
            write(file, events);
        }
        for (int times = Integer.parseInt(words[2]); times > 0; times--) {
            long started = System.nanoTime();
            long worked = cpu();
            boolean holds;
            try (InputStream in = Files.newInputStream(file)) {
                holds = Verifier.verify(in, null, null).holds();
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            double micros = (cpu() - worked) / 1e3 / events;
            System.out.printf(
                    "holds: %s, %.2f s, %.0f events/s, %.2f us of processor time an event%n",
                    holds, seconds, events / seconds, micros);
        }
    }

    private static long cpu() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private static void write(Path file, int events) throws IOException, Malformed {
        var key = new TestKey(TestLog.ORIGIN);
        var tree = new CompactRange(0, List.of());
        var random = new Random(1);
        long notes = 0;
        try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            out.print(Bundle.FORMAT + "\norigin " + TestLog.ORIGIN + "\nkey "
                    + key.verifier().text() + "\nfrom 0\nevents\n");
            for (int index = 0; index < events; index++) {
                TestLog.Written event = event(index, key, random);
                tree.append(event.leaf(index));
                out.print(event.line(index));
                if (index % CADENCE == CADENCE - 1 || index == events - 1) {
                    out.print(new TestLog.Note(key.checkpoint(TestLog.ORIGIN, tree.size(), tree.root())).lines());
                    notes++;
                }
            }
            out.print("end " + events + " " + notes + "\n");
        }
    }

    private static TestLog.Written event(int index, TestKey key, Random random) {
        String payload = "detail=The permission reports.read was given to a member by somebody " + random.nextInt()
                + "\nmember=Zoë Example " + index + "\nsubject=zoe@customer.example\n";
        String verb = index == 0 ? "log.opened" : "person.permissions-changed";
        String object = index == 0 ? key.object() : "member:0198f2ab-77c1-7d3e-9a55-%012x".formatted(index);
        String salt = "%016x".formatted(random.nextLong()).repeat(4);
        return new TestLog.Written("2026-11-22T05:36:04.123Z", verb, object, salt, payload, false);
    }
}
