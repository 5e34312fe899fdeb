package dev.mullion.connectors.github;

import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Answer;
import dev.mullion.egress.Bounds;
import dev.mullion.egress.Call;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.LimitedClient;
import dev.mullion.egress.Origin;
import dev.mullion.egress.Outcome;
import dev.mullion.egress.Permit;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Asks GitHub what the manifest declares and nothing else, and has each answer read by its allow-list. The bytes of a
 * body are wiped when it was read.
 */
@Component
class GitHubApi {

    private static final Pattern NEXT = Pattern.compile("<([^<>]{1,2000})>\\s*;\\s*rel=\"next\"");
    private static final int LARGEST = 8 << 20;
    private static final int FIRST_BUFFER = 64 << 10;

    private final LimitedClient client;
    private final Origin origin;

    GitHubApi(Egress egress, Settings settings) {
        this.origin = Optional.ofNullable(settings.sandboxes().get("github"))
                .map(Origin::of)
                .orElse(GitHubManifest.API);
        this.client = egress.client(permit(GitHubManifest.manifest()).at(origin));
    }

    private static Permit permit(Manifest manifest) {
        return Permit.of(
                        "github", manifest.reach().endpoints(), manifest.reach().budgets())
                .withHeaders(manifest.reach().headers().toArray(String[]::new))
                .withSigns(new GitHubLimits())
                .within(Bounds.standard().withBytes(LARGEST));
    }

    /** The name of the host that secrets go to. */
    String host() {
        return origin.host().replaceAll("[\\[\\]]", "");
    }

    /** An endpoint of the manifest where this server asks it. */
    Endpoint here(Endpoint declared) {
        return declared.at(origin);
    }

    /** Makes something of a body, or says in {@link Answer#limited} that it is a limit after all. */
    @FunctionalInterface
    interface Kept<T> {
        T of(Reading reading, Answer answer);
    }

    <T> Heard<T> ask(Call call, AllowList list, Kept<T> kept) {
        Call versioned = call.header(GitHubManifest.VERSION_HEADER, GitHubManifest.VERSION);
        return switch (client.<Heard<T>>send(versioned, answer -> read(answer, list, kept))) {
            case Outcome.Answered<Heard<T>> answered -> answered.value();
            case Outcome.Limited<Heard<T>> limited -> new Heard.Late<>(limited.until(), limited.sign());
            case Outcome.Refused<Heard<T>> refused -> new Heard.Broken<>(refused.detail());
            case Outcome.Unreachable<Heard<T>> _ -> new Heard.Broken<>("GitHub could not be reached");
            case Outcome.Interrupted<Heard<T>> cut ->
                new Heard.Broken<>(
                        switch (cut.how()) {
                            case SHORT -> "GitHub's answer ended early";
                            case SLOW -> "GitHub's answer came too slowly";
                            case LARGE -> "GitHub's answer was larger than " + LARGEST + " bytes";
                            case UNREADABLE -> "GitHub's answer could not be read";
                            case STOPPED -> "the server is stopping";
                        });
        };
    }

    private static <T> Heard<T> read(Answer answer, AllowList list, Kept<T> kept) throws IOException {
        byte[] body = new byte[FIRST_BUFFER];
        int length = 0;
        try {
            InputStream in = answer.body();
            for (int read = in.read(body, 0, body.length);
                    read >= 0;
                    read = in.read(body, length, body.length - length)) {
                length += read;
                body = length < body.length ? body : grown(body);
            }
            if (answer.status() >= 300) {
                return new Heard.Turned<>(answer.status(), holds(body, length, "suspended"));
            }
            int bytes = length;
            return list.read(
                    body,
                    length,
                    reading -> new Heard.Said<>(kept.of(reading, answer), bytes, next(answer)),
                    (path, expected) -> new Heard.Broken<>("GitHub's answer has not " + expected + " at " + path));
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static byte[] grown(byte[] full) {
        byte[] larger = Arrays.copyOf(full, full.length * 2);
        Arrays.fill(full, (byte) 0);
        return larger;
    }

    /** Whether an error says this word, of which nothing else is taken. */
    private static boolean holds(byte[] body, int length, String word) {
        for (int from = 0; from + word.length() <= length; from++) {
            int at = 0;
            while (at < word.length() && body[from + at] == word.charAt(at)) {
                at++;
            }
            if (at == word.length()) {
                return true;
            }
        }
        return false;
    }

    /** The address of the next page as GitHub writes it (RFC 8288); whether it may be asked is egress's to say. */
    private static Optional<String> next(Answer answer) {
        return answer.headers("link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}
