package dev.mullion.connectors.xero;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Asks Xero what the manifest declares and nothing else, and has each answer read by its allow-list. The bytes of a
 * body are wiped when it was read.
 */
@Component
class XeroApi {

    private static final int LARGEST = 8 << 20;
    private static final int FIRST_BUFFER = 64 << 10;

    private final LimitedClient client;
    private final Optional<Origin> sandbox;

    XeroApi(Egress egress, Settings settings) {
        this.sandbox = Optional.ofNullable(settings.sandboxes().get("xero")).map(Origin::of);
        Permit permit = permit(XeroManifest.manifest());
        this.client = egress.client(sandbox.map(permit::at).orElse(permit));
    }

    private static Permit permit(Manifest manifest) {
        return Permit.of("xero", manifest.reach().endpoints(), manifest.reach().budgets())
                .withHeaders(manifest.reach().headers().toArray(String[]::new))
                .withSigns(new XeroLimits())
                .within(Bounds.standard().withBytes(LARGEST));
    }

    /** An origin of the manifest where this server asks it. */
    Origin here(Origin declared) {
        return sandbox.orElse(declared);
    }

    /** An endpoint of the manifest where this server asks it. */
    Endpoint here(Endpoint declared) {
        return sandbox.map(declared::at).orElse(declared);
    }

    /** The name of a host that secrets go to. */
    String host(Origin declared) {
        return here(declared).host().replaceAll("[\\[\\]]", "");
    }

    <T> Heard<T> ask(Call call, AllowList list, Function<Reading, T> kept) {
        return send(call, answer -> read(answer, list, kept, ""));
    }

    /** For an answer that is a bare array: read as the one property of an object. */
    <T> Heard<T> askArray(Call call, String name, AllowList list, Function<Reading, T> kept) {
        return send(call, answer -> read(answer, list, kept, "{\"" + name + "\":"));
    }

    /** For an answer without a body. */
    Heard<Boolean> tell(Call call) {
        return send(
                call,
                answer -> answer.status() < 300
                        ? new Heard.Said<>(true, 0)
                        : new Heard.Turned<>(answer.status(), Heard.Fault.OTHER));
    }

    private <T> Heard<T> send(Call call, Answer.Reader<Heard<T>> reader) {
        return switch (client.<Heard<T>>send(call, reader)) {
            case Outcome.Answered<Heard<T>> answered -> answered.value();
            case Outcome.Limited<Heard<T>> limited -> new Heard.Late<>(limited.until(), limited.sign());
            case Outcome.Refused<Heard<T>> refused -> new Heard.Broken<>(refused.detail());
            case Outcome.Unreachable<Heard<T>> _ -> new Heard.Broken<>("Xero could not be reached");
            case Outcome.Interrupted<Heard<T>> cut ->
                new Heard.Broken<>(
                        switch (cut.how()) {
                            case SHORT -> "Xero's answer ended early";
                            case SLOW -> "Xero's answer came too slowly";
                            case LARGE -> "Xero's answer was larger than " + LARGEST + " bytes";
                            case UNREADABLE -> "Xero's answer could not be read";
                            case STOPPED -> "the server is stopping";
                        });
        };
    }

    private static <T> Heard<T> read(Answer answer, AllowList list, Function<Reading, T> kept, String before)
            throws IOException {
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
                return new Heard.Turned<>(answer.status(), fault(answer, body, length));
            }
            int bytes = length - before.length();
            if (!before.isEmpty()) {
                body[length++] = '}';
            }
            return list.read(
                    body,
                    length,
                    reading -> new Heard.Said<>(kept.apply(reading), bytes),
                    (path, expected) -> new Heard.Broken<>("Xero's answer has not " + expected + " at " + path));
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static byte[] grown(byte[] full) {
        byte[] larger = Arrays.copyOf(full, full.length * 2);
        Arrays.fill(full, (byte) 0);
        return larger;
    }

    private static Heard.Fault fault(Answer answer, byte[] body, int length) {
        boolean lacksScope = answer.header("www-authenticate")
                .filter(said -> said.contains("insufficient_scope"))
                .isPresent();
        if (lacksScope) {
            return Heard.Fault.INSUFFICIENT_SCOPE;
        }
        if (holds(body, length, "invalid_grant")) {
            return Heard.Fault.INVALID_GRANT;
        }
        return holds(body, length, "invalid_client") ? Heard.Fault.INVALID_CLIENT : Heard.Fault.OTHER;
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
}
