package dev.mullion.sandbox.vendor;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** One answer. */
@SuppressWarnings("ArrayRecordComponent") // lives as long as its answer, and nobody compares two
public record Reply(int status, Map<String, String> headers, byte[] body, Arrival arrival) {

    private static final long DRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** How the body comes. */
    public enum Arrival {
        WHOLE,
        /** Half of what was promised, and then nothing. */
        CUT,
        /** Byte by byte, until whoever asked has gone. */
        SLOW
    }

    public static Reply json(int status, Object body) {
        return new Reply(status, Map.of(), JsonMapper.shared().writeValueAsBytes(body), Arrival.WHOLE);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0], Arrival.WHOLE);
    }

    /** The same with more headers. */
    public Reply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body, arrival);
    }

    public Reply truncated() {
        return new Reply(status, headers, body, Arrival.CUT);
    }

    public Reply slow() {
        return new Reply(status, headers, body, Arrival.SLOW);
    }

    /** With another text in the place of each of one. */
    public Reply rewritten(String said, String instead) {
        String text = new String(body, StandardCharsets.UTF_8).replace(said, instead);
        return new Reply(status, headers, text.getBytes(StandardCharsets.UTF_8), arrival);
    }

    /** The body in another encoding than the answer says. */
    public Reply inAnotherCharset() {
        byte[] other = new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
        return new Reply(status, headers, other, arrival);
    }

    /** Puts it on the wire. */
    public void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        OutputStream out = exchange.getResponseBody();
        switch (arrival) {
            case WHOLE -> out.write(body);
            case CUT -> out.write(body, 0, body.length / 2);
            case SLOW -> drip(out);
        }
        out.flush();
    }

    private void drip(OutputStream out) throws IOException {
        for (byte each : body) {
            out.write(each);
            out.flush();
            LockSupport.parkNanos(DRIP_NANOS);
        }
    }
}
