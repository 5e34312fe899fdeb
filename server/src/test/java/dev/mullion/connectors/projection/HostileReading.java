package dev.mullion.connectors.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.KeptPath.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * One way of reading a vendor's answers, and bodies for it that are made of its own allow-list: of one that is kept,
 * any number in which values, names, elements or bytes are not what they should be. What is on no list holds a canary
 * in every object.
 */
public final class HostileReading {

    private static final String CANARY = "canary-that-nobody-may-keep";
    private static final String TEXT = "hostile-text-that-nobody-may-quote";
    private static final int MOST_ATTEMPTS = 400;

    /** Texts and numbers of which each vendor takes one at each of its paths. */
    private static final List<Object> PLAUSIBLE = List.of(
            4_711,
            "4711",
            true,
            "2026-06-10T18:00:00Z",
            "/Date(1573755038314+0000)/",
            "2026-06-10",
            "/Date(1573755038314)/",
            1_750_000_000,
            "120.50",
            "0d3bd3a4-9bd5-4b8e-9f0a-1c2d3e4f5a6b",
            "NZD",
            "usd",
            "AUTHORISED",
            "ACCREC",
            "ACCRECCREDIT",
            "RECEIVE-OVERPAYMENT",
            "RECEIVE-PREPAYMENT",
            "ACCRECPAYMENT",
            "OPEN",
            "active",
            "recurring",
            "licensed",
            "per_unit",
            "month",
            "once",
            "INVOICE",
            "UPDATE",
            "User",
            "read",
            "APPROVED",
            "ORGANISATION",
            Map.of("metadata", "read"),
            "UTC",
            "keep_as_draft",
            "graduated",
            NullNode.getInstance());

    private static final List<Object> HOSTILE = List.of(
            "",
            " ",
            TEXT,
            "\u0000",
            "\ud83d\ude00".repeat(50),
            "a".repeat(5_000),
            "-1",
            -1,
            0,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            new java.math.BigInteger("9".repeat(60)),
            new java.math.BigDecimal("1e300"),
            new java.math.BigDecimal("1e-300"),
            0.1,
            false,
            "999999999999999999.999999999999",
            "-999999999999999999",
            "9999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "0000-00-00",
            "2026-02-30",
            "2026-06-10T25:61:61+99:99",
            "/Date(9223372036854775807)/",
            "/Date(-9223372036854775808+1400)/",
            "/Date(" + "9".repeat(40) + ")/",
            "XXX",
            "../../etc/passwd",
            "%00%0d%0a",
            List.of(),
            List.of(List.of(List.of())),
            List.of(TEXT, TEXT),
            Map.of(),
            Map.of("id", TEXT),
            Map.of("", Map.of("", TEXT)),
            NullNode.getInstance());

    private final String name;
    private final AllowList list;
    private final Function<Reading, ?> kept;
    private final Map<String, Object> taken;

    /** @param kept what becomes of what was read */
    public HostileReading(String name, AllowList list, Function<Reading, ?> kept) {
        this.name = name;
        this.list = list;
        this.kept = kept;
        this.taken = takenAt();
    }

    /** One that is wrong somewhere, or nowhere. */
    public byte[] hostile(Random random) {
        Map<String, Object> body = body(taken);
        for (int wrong = random.nextInt(1, 6); wrong > 0; wrong--) {
            spoil(body, random);
        }
        byte[] bytes = bytes(body);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> flipped(bytes, random);
            case 2 -> spliced(bytes, random);
            default -> bytes;
        };
    }

    /** Fails where the bytes make it throw, or where what comes of them quotes what is not on the list. */
    public void survives(byte[] body) {
        Map<String, String> known = list.paths().stream()
                .collect(Collectors.toMap(path -> plain(path.path()), KeptPath::path, (a, _) -> a));
        String said = list.read(body, body.length, reading -> String.valueOf(kept.apply(reading)), (path, expected) -> {
            assertThat(known.keySet())
                    .as("%s refuses at %s", name, path)
                    .anyMatch(one -> path.equals("$") || one.startsWith(plain(path)));
            assertThat(expected).as("%s at %s", name, path).doesNotContain(TEXT).isNotEqualTo(AllowList.UNREADABLE);
            return expected;
        });
        assertThat(said).as(name).doesNotContain(CANARY);
    }

    /** By path, found by trying what each takes until something is kept. */
    private Map<String, Object> takenAt() {
        Map<String, Integer> chosen = new HashMap<>();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Map<String, Object> values = values(chosen);
            byte[] bytes = bytes(body(values));
            String refused = refusal(bytes);
            if (refused.isEmpty()) {
                return values;
            }
            String at = list.paths().stream()
                    .map(KeptPath::path)
                    .filter(path -> plain(path).equals(plain(refused)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " refuses every body at " + refused));
            chosen.merge(at, 1, Integer::sum);
            assertThat(chosen.get(at))
                    .as("values that %s takes at %s", name, at)
                    .isLessThan(PLAUSIBLE.size());
        }
        throw new AssertionError(name + " takes no body");
    }

    /** Where; empty where something is kept. */
    private String refusal(byte[] bytes) {
        return list.read(
                bytes,
                bytes.length,
                reading -> String.valueOf(kept.apply(reading)).substring(0, 0),
                (path, _) -> path);
    }

    private Map<String, Object> values(Map<String, Integer> chosen) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (KeptPath path : list.paths()) {
            values.put(
                    path.path(),
                    path.kind() == Kind.COUNT && path.path().endsWith("[]")
                            ? List.of(1, 2)
                            : PLAUSIBLE.get(chosen.getOrDefault(path.path(), 0)));
        }
        return values;
    }

    private static Map<String, Object> body(Map<String, Object> values) {
        Map<String, Object> root = object();
        values.forEach((path, value) -> put(root, path.split("\\."), 0, value));
        return root;
    }

    private static Map<String, Object> object() {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("a_field_on_no_list", CANARY);
        return made;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> at, String[] names, int index, Object value) {
        String property = names[index].replace("[]", "");
        boolean isLast = index == names.length - 1;
        if (isLast) {
            at.put(property, value);
        } else if (names[index].endsWith("[]")) {
            List<Object> elements =
                    (List<Object>) at.computeIfAbsent(property, _ -> new ArrayList<>(List.of(object())));
            elements.forEach(one -> put((Map<String, Object>) one, names, index + 1, value));
        } else {
            put((Map<String, Object>) at.computeIfAbsent(property, _ -> object()), names, index + 1, value);
        }
    }

    /** Goes down at random, and changes what is there. */
    @SuppressWarnings("unchecked")
    private static void spoil(Map<String, Object> object, Random random) {
        List<String> names = new ArrayList<>(object.keySet());
        if (names.isEmpty()) {
            return;
        }
        String property = names.get(random.nextInt(names.size()));
        Object value = object.get(property);
        if (value instanceof Map<?, ?> inner && inner instanceof LinkedHashMap && random.nextInt(8) > 0) {
            spoil((Map<String, Object>) inner, random);
        } else if (value instanceof ArrayList<?> elements && !elements.isEmpty() && random.nextInt(8) > 0) {
            spoilElements((List<Object>) elements, random);
        } else if (random.nextInt(5) == 0) {
            object.remove(property);
        } else {
            object.put(property, HOSTILE.get(random.nextInt(HOSTILE.size())));
        }
    }

    @SuppressWarnings("unchecked")
    private static void spoilElements(List<Object> elements, Random random) {
        int index = random.nextInt(elements.size());
        switch (random.nextInt(6)) {
            case 0 -> elements.set(index, HOSTILE.get(random.nextInt(HOSTILE.size())));
            case 1 -> {
                Object again = elements.get(index);
                for (int more = random.nextInt(1_100); more > 0; more--) {
                    elements.add(again);
                }
            }
            default -> {
                if (elements.get(index) instanceof LinkedHashMap<?, ?> inner) {
                    spoil((Map<String, Object>) inner, random);
                }
            }
        }
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int to = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(400, bytes.length - Math.max(from, to)) + 1);
        System.arraycopy(bytes.clone(), from, bytes, to, length);
        return bytes;
    }

    private static byte[] bytes(Map<String, Object> body) {
        return JsonMapper.shared().writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(String path) {
        return path.replace("[]", "");
    }

    @Override
    public String toString() {
        return name;
    }
}
