package dev.mullion.connectors;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Answer;
import dev.mullion.egress.Bounds;
import dev.mullion.egress.Call;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Endpoint;
import dev.mullion.egress.LimitSigns;
import dev.mullion.egress.LimitedClient;
import dev.mullion.egress.Origin;
import dev.mullion.egress.Outcome;
import dev.mullion.egress.Permit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks a vendor what its manifest declares and nothing else, and has each answer read by its allow-list. The bytes of a
 * body are wiped when it was read. Safe to share between threads.
 */
public final class VendorClient {

    private static final Pattern NEXT = Pattern.compile("<([^<>]{1,2000})>\\s*;\\s*rel=\"next\"");
    private static final int LARGEST = 8 << 20;
    private static final int FIRST_BUFFER = 64 << 10;

    private final LimitedClient client;
    private final Way way;
    private final Optional<Origin> sandbox;

    /**
     * A client of one vendor.
     *
     * @param sandbox where the operator lets something play this vendor
     */
    public VendorClient(Egress egress, Manifest manifest, Way way, Optional<Origin> sandbox) {
        this.way = way;
        this.sandbox = sandbox;
        Permit declared = Permit.of(
                        way.connector(),
                        manifest.reach().endpoints(),
                        manifest.reach().budgets())
                .withHeaders(manifest.reach().headers().toArray(String[]::new))
                .withSigns(way.signs())
                .within(Bounds.standard().withBytes(LARGEST));
        this.client = egress.client(sandbox.map(declared::at).orElse(declared));
    }

    /**
     * How a vendor is asked.
     *
     * @param connector whose budgets are spent
     * @param name as people write it
     * @param origin where most of it is asked
     * @param headers that every call carries in the clear
     * @param words that are looked for in the bodies of errors, and in what they say of authorisation
     */
    public record Way(
            String connector,
            String name,
            Origin origin,
            Map<String, String> headers,
            LimitSigns signs,
            List<String> words) {
        public Way {
            headers = Map.copyOf(headers);
            words = List.copyOf(words);
        }
    }

    /** The name of the host that most secrets go to. */
    public String host() {
        return host(way.origin());
    }

    /** The name of another host of the vendor's. */
    public String host(Origin declared) {
        return here(declared).host().replaceAll("[\\[\\]]", "");
    }

    /** An origin of the manifest where this server asks it. */
    public Origin here(Origin declared) {
        return sandbox.orElse(declared);
    }

    /** An endpoint of the manifest where this server asks it. */
    public Endpoint here(Endpoint declared) {
        return sandbox.map(declared::at).orElse(declared);
    }

    /** Whose budgets are spent. */
    public String connector() {
        return way.connector();
    }

    /** What this client may ask and the manifest does not declare; empty: nothing. */
    List<Endpoint> beyond(Manifest manifest) {
        List<Endpoint> declared =
                manifest.reach().endpoints().stream().map(this::here).toList();
        return client.endpoints().stream()
                .filter(endpoint -> !declared.contains(endpoint))
                .toList();
    }

    /** Whether a call would be refused before anything of it leaves; nothing is sent. */
    boolean refuses(Call call) {
        return client.refuses(call);
    }

    /** Makes something of a body, or says in {@link Answer#limited} that it is a limit after all. */
    @FunctionalInterface
    public interface Kept<T> {
        T of(Reading reading, Answer answer);
    }

    public <T> Heard<T> ask(Call call, AllowList list, Kept<T> kept) {
        return send(call, answer -> read(answer, list, kept, ""));
    }

    /** For an answer that is a bare array: read as the one property of an object. */
    public <T> Heard<T> askArray(Call call, String name, AllowList list, Kept<T> kept) {
        return send(call, answer -> read(answer, list, kept, "{\"" + name + "\":"));
    }

    /** For an answer without a body. */
    public Heard<Boolean> tell(Call call) {
        return send(
                call,
                answer -> answer.status() < 300
                        ? new Heard.Said<>(true, 0, Optional.empty())
                        : new Heard.Turned<>(answer.status(), Set.of()));
    }

    private <T> Heard<T> send(Call call, Answer.Reader<Heard<T>> reader) {
        Call whole = call;
        for (Map.Entry<String, String> header : way.headers().entrySet()) {
            whole = whole.header(header.getKey(), header.getValue());
        }
        return switch (client.<Heard<T>>send(whole, reader)) {
            case Outcome.Answered<Heard<T>> answered -> answered.value();
            case Outcome.Limited<Heard<T>> limited -> new Heard.Late<>(limited.until(), limited.sign());
            case Outcome.Refused<Heard<T>> refused -> new Heard.Broken<>(named(refused.detail()));
            case Outcome.Unreachable<Heard<T>> _ -> new Heard.Broken<>(way.name() + " could not be reached");
            case Outcome.Interrupted<Heard<T>> cut -> new Heard.Broken<>(interrupted(cut.how()));
        };
    }

    /** Egress knows the vendor by the name of its budgets; people do not. */
    private String named(String detail) {
        return detail.startsWith(way.connector() + " ")
                ? way.name() + detail.substring(way.connector().length())
                : detail;
    }

    private String interrupted(Outcome.Cut how) {
        String answer = way.name() + "'s answer ";
        return switch (how) {
            case SHORT -> answer + "ended early";
            case SLOW -> answer + "came too slowly";
            case LARGE -> answer + "was larger than " + LARGEST + " bytes";
            case UNREADABLE -> answer + "could not be read";
            case STOPPED -> "the server is stopping";
        };
    }

    /** @param before what is put in front of the body, and closed behind it; empty: nothing */
    private <T> Heard<T> read(Answer answer, AllowList list, Kept<T> kept, String before) throws IOException {
        byte[] body = Arrays.copyOf(before.getBytes(StandardCharsets.US_ASCII), FIRST_BUFFER);
        int length = before.length();
        try {
            InputStream in = answer.body();
            for (int read = in.read(body, length, body.length - length);
                    read >= 0;
                    read = in.read(body, length, body.length - length)) {
                length += read;
                body = length < body.length - 1 ? body : grown(body);
            }
            if (answer.status() >= 300) {
                return new Heard.Turned<>(answer.status(), found(answer, body, length));
            }
            int bytes = length - before.length();
            if (!before.isEmpty()) {
                body[length++] = '}';
            }
            return list.read(
                    body,
                    length,
                    reading -> new Heard.Said<>(kept.of(reading, answer), bytes, next(answer)),
                    (path, expected) ->
                            new Heard.Broken<>(way.name() + "'s answer has not " + expected + " at " + path));
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static byte[] grown(byte[] full) {
        byte[] larger = Arrays.copyOf(full, full.length * 2);
        Arrays.fill(full, (byte) 0);
        return larger;
    }

    private Set<String> found(Answer answer, byte[] body, int length) {
        String authorisation = answer.header("www-authenticate").orElse("");
        return way.words().stream()
                .filter(word -> authorisation.contains(word) || holds(body, length, word))
                .collect(Collectors.toUnmodifiableSet());
    }

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

    /** The address of the next page (RFC 8288); whether it may be asked is egress's to say. */
    private static Optional<String> next(Answer answer) {
        return answer.headers("link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}
