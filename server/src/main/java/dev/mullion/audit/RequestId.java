package dev.mullion.audit;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What ties everything together that one request caused. Bound by whoever takes requests in; chosen here, never by the
 * sender.
 */
public final class RequestId {

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private RequestId() {}

    /** Work that may fail with an exception of its own. */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        void run() throws X;
    }

    /** Runs {@code work} under a new id. */
    public static <X extends Exception> void bind(Work<X> work) throws X {
        String id =
                "req_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        ScopedValue.where(CURRENT, id).<Object, X>call(() -> {
            work.run();
            return id;
        });
    }

    /** The id of the request being answered, or {@code -}. */
    public static String current() {
        return CURRENT.orElse("-");
    }
}
