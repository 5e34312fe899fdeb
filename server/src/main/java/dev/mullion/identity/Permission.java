package dev.mullion.identity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** One permission key of a member or token, for example {@code engineering:read}. */
public record Permission(Domain domain, Level level) implements Comparable<Permission> {

    private static final Comparator<Permission> ORDER =
            Comparator.comparing(Permission::domain).thenComparing(Permission::level);

    /** What a key is about; each is granted independently. */
    public enum Domain {
        FINANCE,
        HIRING,
        ENGINEERING,
        RISK,
        KNOWLEDGE,
        SKILLS,
        SIGNALS,
        AGENTS,
        APPROVALS,
        AUDIT,
        SETTINGS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** To manage a domain is also to read it. */
    public enum Level {
        READ,
        MANAGE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Permission read(Domain domain) {
        return new Permission(domain, Level.READ);
    }

    public static Permission manage(Domain domain) {
        return new Permission(domain, Level.MANAGE);
    }

    /** The key that {@code word} names exactly, lower case, without blanks. */
    public static Optional<Permission> named(String word) {
        return Arrays.stream(Domain.values())
                .flatMap(domain -> Arrays.stream(Level.values()).map(level -> new Permission(domain, level)))
                .filter(permission -> permission.toString().equals(word))
                .findFirst();
    }

    /** Whether who holds this may do what {@code needed} names. */
    public boolean implies(Permission needed) {
        return domain == needed.domain && level.compareTo(needed.level) >= 0;
    }

    @Override
    public int compareTo(Permission other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return domain.word() + ":" + level.word();
    }
}
