package dev.mullion.settings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a vendor signs webhooks of the operator's own app with, and what it is about to sign them with: neither vendor
 * signs with both while one replaces the other, so whoever takes them knows the next one first. Prints nothing of
 * either.
 *
 * @param now absent: what is kept elsewhere counts, or nothing is taken
 * @param next beside it, until the vendor was told
 */
public record WebhookSecret(Optional<String> now, Optional<String> next) {

    public static final WebhookSecret NONE = new WebhookSecret(Optional.empty(), Optional.empty());

    private static final int SHORTEST = 16;
    private static final String NEXT = "_NEXT";

    public static WebhookSecret of(String now) {
        return new WebhookSecret(Optional.of(now), Optional.empty());
    }

    /** The problems name {@code setting}, or the same with {@code _NEXT}, and never what it holds. */
    static WebhookSecret read(Map<String, String> environment, String setting, List<Problem> problems) {
        Optional<String> now = text(environment, setting);
        Optional<String> next = text(environment, setting + NEXT);
        now.ifPresent(said -> requireLong(said, setting, problems));
        next.ifPresent(said -> requireLong(said, setting + NEXT, problems));
        if (next.isPresent() && next.equals(now)) {
            problems.add(new Problem(
                    setting + NEXT,
                    "is the same as " + setting,
                    "leave it out, or set the one that the vendor will sign with"));
        }
        return new WebhookSecret(now, next);
    }

    public boolean isEmpty() {
        return now.isEmpty() && next.isEmpty();
    }

    /** The same, with what is kept elsewhere where none is said to be in force. */
    public WebhookSecret orKept(WebhookSecret kept) {
        return new WebhookSecret(now.or(kept::now), next);
    }

    /** Whether one of them signed it. Each is tried, so that the time does not tell which. */
    public boolean signed(Predicate<byte[]> verifies) {
        boolean holds = false;
        for (byte[] secret : bytes()) {
            holds |= verifies.test(secret);
        }
        return holds;
    }

    private List<byte[]> bytes() {
        List<byte[]> all = new ArrayList<>();
        now.ifPresent(text -> all.add(text.getBytes(StandardCharsets.UTF_8)));
        next.ifPresent(text -> all.add(text.getBytes(StandardCharsets.UTF_8)));
        return all;
    }

    private static void requireLong(String said, String setting, List<Problem> problems) {
        if (said.length() < SHORTEST) {
            problems.add(new Problem(
                    setting,
                    "has fewer than " + SHORTEST + " characters and could be guessed",
                    "set here what the vendor's page of the app has as the secret of its webhooks"));
        }
    }

    private static Optional<String> text(Map<String, String> environment, String setting) {
        return Optional.ofNullable(environment.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "the secret of an app's webhooks";
    }
}
