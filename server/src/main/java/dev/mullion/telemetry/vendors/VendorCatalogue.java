package dev.mullion.telemetry.vendors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which business a supplier's name means. The name is compared where it lies and no copy of it is made; what the
 * catalogue does not know has no id, because it may be a person. Threads may share it.
 */
public final class VendorCatalogue {

    private static final VendorCatalogue SHIPPED = read("vendors.tsv");
    private static final int LONGEST = 120;

    /**
     * What stands behind a name and says nothing of whose it is: forms of companies, places, and what everybody calls
     * itself.
     */
    private static final Set<String> AFTER_NAMES = Set.of(
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "co",
            "company",
            "llc",
            "llp",
            "lp",
            "ltd",
            "limited",
            "plc",
            "gmbh",
            "ag",
            "se",
            "kg",
            "sa",
            "sas",
            "sarl",
            "srl",
            "spa",
            "bv",
            "nv",
            "ab",
            "as",
            "aps",
            "oy",
            "pty",
            "pte",
            "pvt",
            "private",
            "kk",
            "ulc",
            "unlimited",
            "dac",
            "emea",
            "apac",
            "europe",
            "european",
            "eu",
            "international",
            "global",
            "usa",
            "us",
            "uk",
            "ireland",
            "irl",
            "australia",
            "au",
            "nz",
            "new",
            "zealand",
            "canada",
            "germany",
            "france",
            "netherlands",
            "singapore",
            "india",
            "japan",
            "luxembourg",
            "technologies",
            "technology",
            "software",
            "labs",
            "systems",
            "services",
            "platform",
            "platforms",
            "holdings",
            "group",
            "com",
            "io",
            "hq",
            "app",
            "cloud",
            "subscription",
            "online");

    private final Map<String, Vendor> byId;
    private final Map<Long, List<Variant>> byHash;

    /** One way to write a name, in lower case, words apart by one blank. */
    private record Variant(String text, Vendor vendor) {}

    private VendorCatalogue(Map<String, Vendor> byId, Map<Long, List<Variant>> byHash) {
        this.byId = byId;
        this.byHash = byHash;
    }

    public static VendorCatalogue shipped() {
        return SHIPPED;
    }

    public Collection<Vendor> all() {
        return byId.values();
    }

    public Optional<Vendor> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The business that this name means; empty where the catalogue has none, or where more than its name stands there.
     */
    public Optional<Vendor> named(CharSequence name) {
        char[] plain = new char[Math.min(name.length(), LONGEST) + 1];
        int length = plain(name, plain);
        try {
            return named(plain, length);
        } finally {
            java.util.Arrays.fill(plain, '\0');
        }
    }

    /** The longest run of words from the start that is a name, where only such words follow that name nobody. */
    private Optional<Vendor> named(char[] plain, int length) {
        for (int end = length; end > 0; end = lastBlank(plain, end)) {
            Optional<Vendor> found = exactly(plain, end);
            if (found.isPresent()) {
                return found;
            }
            if (!isAfterName(plain, lastBlank(plain, end), end)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Vendor> exactly(char[] plain, int length) {
        return byHash.getOrDefault(hash(plain, length), List.of()).stream()
                .filter(variant -> isSame(variant.text(), plain, 0, length))
                .map(Variant::vendor)
                .findFirst();
    }

    private static boolean isAfterName(char[] plain, int from, int to) {
        int start = from == 0 ? 0 : from + 1;
        return AFTER_NAMES.stream().anyMatch(word -> isSame(word, plain, start, to));
    }

    private static boolean isSame(String text, char[] plain, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != plain[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int lastBlank(char[] plain, int end) {
        int at = end - 1;
        while (at > 0 && plain[at] != ' ') {
            at--;
        }
        return at;
    }

    /** Lower-case letters and digits of ASCII, other characters as one blank between words; apostrophes are nothing. */
    private static int plain(CharSequence name, char[] into) {
        int length = 0;
        for (int i = 0; i < name.length() && length < into.length - 1; i++) {
            char one = name.charAt(i);
            char lower = one >= 'A' && one <= 'Z' ? (char) (one - 'A' + 'a') : one;
            boolean isPart = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
            if (isPart) {
                into[length++] = lower;
            } else if (one != '\'' && one != '\u2019' && length > 0 && into[length - 1] != ' ') {
                into[length++] = ' ';
            }
        }
        return length > 0 && into[length - 1] == ' ' ? length - 1 : length;
    }

    /** FNV-1a; a collision costs a comparison. */
    private static long hash(char[] plain, int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ plain[i]) * 0x100000001b3L;
        }
        return hash;
    }

    private static VendorCatalogue read(String name) {
        try (InputStream text = Objects.requireNonNull(VendorCatalogue.class.getResourceAsStream(name), name)) {
            Map<String, Vendor> byId = new LinkedHashMap<>();
            Map<Long, List<Variant>> byHash = new HashMap<>();
            new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> add(line, byId, byHash));
            return new VendorCatalogue(Collections.unmodifiableMap(byId), byHash);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue of businesses cannot be read", e);
        }
    }

    /** id, name, domain, category, and other names separated by semicolons. */
    private static void add(String line, Map<String, Vendor> byId, Map<Long, List<Variant>> byHash) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 5 || !fields[0].matches("[a-z0-9-]{1,40}")) {
            throw new IllegalStateException("a line of the catalogue has an id and five fields: " + line);
        }
        Vendor vendor = new Vendor(fields[0], fields[1], fields[2], fields[3]);
        if (byId.put(vendor.id(), vendor) != null) {
            throw new IllegalStateException("twice in the catalogue: " + vendor.id());
        }
        List<String> names = new ArrayList<>(List.of(vendor.name(), vendor.domain()));
        names.addAll(List.of(fields[4].toLowerCase(Locale.ROOT).split(";")));
        for (String each : names) {
            char[] plain = new char[LONGEST + 1];
            int length = plain(each, plain);
            if (length > 0) {
                byHash.computeIfAbsent(hash(plain, length), _ -> new ArrayList<>())
                        .add(new Variant(new String(plain, 0, length), vendor));
            }
        }
    }
}
