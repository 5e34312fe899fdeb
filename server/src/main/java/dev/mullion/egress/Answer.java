package dev.mullion.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A vendor's answer while it is read. Of no use after the reader has returned; for one thread. */
public final class Answer {

    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private Optional<LimitSigns.Hold> limit = Optional.empty();

    Answer(int status, Map<String, List<String>> headers, InputStream body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Makes something of an answer. Waits for nothing but the stream: a connection is held meanwhile. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Answer answer) throws IOException;
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The body, decompressed. Throws when it grows past its bound or ends early; need not be read or closed. */
    public InputStream body() {
        return body;
    }

    /**
     * Says that the body holds a sign of the vendor's limits that only a parser sees: the outcome is then
     * {@link Outcome.Limited}, whatever the reader returns.
     */
    public void limited(LimitSigns.Hold hold) {
        limit = Optional.of(hold);
    }

    Optional<LimitSigns.Hold> limit() {
        return limit;
    }
}
