package dev.mullion.postgres;

import java.util.Locale;

/** The machine's kind, as the binaries' artifacts spell it: {@code postgres-linux-x86_64.txz}. */
record Platform(String system, String architecture) {

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String osName, String osArch) {
        return new Platform(system(osName.toLowerCase(Locale.ROOT)), architecture(osArch.toLowerCase(Locale.ROOT)));
    }

    String archive() {
        return "postgres-" + system + "-" + architecture + ".txz";
    }

    private static String system(String name) {
        return name.startsWith("mac") || name.startsWith("darwin") ? "darwin" : name.replaceAll("[^a-z0-9]", "");
    }

    private static String architecture(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }
}
