package dev.mullion.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What processes have used so far, from Linux's {@code /proc} (proc(5)); elsewhere nothing is known and all is zero.
 */
public final class Cost {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** USER_HZ: 100 on every Linux that Java runs on. */
    private static final double TICKS_A_SECOND = 100;

    /**
     * Of {@code /proc/PID/stat} after the name: utime, stime, cutime, cstime. Children that ended are in the last two.
     */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    private Cost() {}

    /** CPU seconds of a process and all below it. */
    public static double cpuSeconds(long pid) {
        return tree(pid).mapToDouble(Cost::ownSeconds).sum();
    }

    /** CPU seconds of this process alone: the generator, and not what it started. */
    public static double ownCpuSeconds() {
        return ownSeconds(ProcessHandle.current().pid());
    }

    /** The sum of the peaks of resident memory, in MB, of a process and all below it. */
    public static double peakMegabytes(long pid) {
        return tree(pid).mapToDouble(process -> status(process, "VmHWM:")).sum();
    }

    /** The peak of resident memory of this process alone, in MB. */
    public static double ownPeakMegabytes() {
        return status(ProcessHandle.current().pid(), "VmHWM:");
    }

    /** Resident memory now, in MB, of a process and all below it. */
    public static double residentMegabytes(long pid) {
        return tree(pid).mapToDouble(process -> status(process, "VmRSS:")).sum();
    }

    private static Stream<Long> tree(long pid) {
        return Stream.concat(
                Stream.of(pid),
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(ProcessHandle::pid));
    }

    private static double ownSeconds(long pid) {
        String stat = String.join("", lines(pid, "stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        List<String> fields =
                SPACES.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2)).toList();
        return fields.subList(FIRST_TIME, FIRST_TIME + TIMES).stream()
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_A_SECOND;
    }

    private static double status(long pid, String name) {
        return lines(pid, "status").stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line ->
                        Long.parseLong(SPACES.splitAsStream(line).toList().get(1)) / 1024.0)
                .sum();
    }

    /** Empty when the process has ended meanwhile. */
    private static List<String> lines(long pid, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException _) {
            return List.of();
        }
    }
}
