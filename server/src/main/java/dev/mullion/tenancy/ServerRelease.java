package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import java.util.Map;
import java.util.Objects;
import org.postgresql.util.DriverInfo;

/**
 * The releases that isolation is believed on. Every one before has a hole that is public: row security and statistics
 * (CVE-2025-8713), a cursor that runs code (CVE-2026-16239), the driver's channel binding (CVE-2026-54291).
 */
final class ServerRelease {

    /**
     * The first minor of each major without a known hole. To be kept current with every PostgreSQL release: 18.6 of
     * 2026-08-13, and what its numbering makes the releases of the same day for 17 and 16 (to be confirmed on
     * postgresql.org).
     */
    private static final Map<Integer, Integer> MINORS = Map.of(18, 6, 17, 12, 16, 16);

    private static final int NEWEST_MAJOR = 18;
    private static final Release DRIVER = new Release(42, 7, 12);

    private ServerRelease() {}

    /** @param number what the server calls {@code server_version_num}, for example 180006 */
    static Check server(int number) {
        int major = number / 10_000;
        int minor = number % 10_000;
        String found = "PostgreSQL " + major + "." + minor;
        if (major > NEWEST_MAJOR) {
            return Check.partial("server.version", found + " is newer than any that Mullion was tested with");
        }
        Integer pinned = MINORS.get(major);
        if (pinned == null) {
            return Check.failed("server.version", found + " is too old, 16 or newer is needed");
        }
        return minor >= pinned
                ? Check.ok("server.version", found)
                : Check.partial(
                        "server.version", found + " has holes that " + major + "." + pinned + " closed; update it");
    }

    static Check driver() {
        return driver(new Release(DriverInfo.MAJOR_VERSION, DriverInfo.MINOR_VERSION, DriverInfo.PATCH_VERSION));
    }

    static Check driver(Release found) {
        return Check.of(
                "driver.version",
                found.compareTo(DRIVER) >= 0,
                "pgjdbc " + found + ", at least " + DRIVER + " is needed");
    }

    /** A version of three numbers. */
    record Release(int major, int minor, int patch) implements Comparable<Release> {

        @Override
        public int compareTo(Release other) {
            return Objects.compare(this, other, ORDER);
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }

        private static final java.util.Comparator<Release> ORDER = java.util.Comparator.comparingInt(Release::major)
                .thenComparingInt(Release::minor)
                .thenComparingInt(Release::patch);
    }
}
