package dev.mullion.ingest;

import dev.mullion.tenancy.FailureTrace;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands deliveries to {@link HookReceiver} ahead of the servlet container's filters, which have nothing to say to a
 * signed body: a filter that is added one day cannot read one, and at a thousand deliveries a second they were a tenth
 * of the work.
 */
final class HookValve extends ValveBase {

    private static final Logger LOG = LoggerFactory.getLogger(HookValve.class);

    private final Supplier<HookReceiver> receiver;

    /** @param receiver asked at the first delivery: the web server is made before what serves deliveries */
    HookValve(Supplier<HookReceiver> receiver) {
        super(true);
        this.receiver = receiver;
    }

    /** Whether a request is for the hooks and for nobody else. */
    static boolean isDelivery(Request request) {
        String uri = request.getDecodedRequestURI();
        return uri != null && uri.startsWith("/hooks/");
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!isDelivery(request)) {
            getNext().invoke(request, response);
            return;
        }
        // A stopping server waits for servlets and for these.
        request.getContext().incrementInProgressAsyncCount();
        try {
            receiver.get().receive(request.getDecodedRequestURI(), request.getRequest(), response.getResponse());
        } catch (RuntimeException e) {
            LOG.error("A delivery failed with {}", FailureTrace.of(e));
            if (!response.isCommitted()) {
                response.reset();
                HookReceiver.answer(response.getResponse(), 500, "this delivery could not be taken; send it again");
            }
        } finally {
            request.getContext().decrementInProgressAsyncCount();
        }
    }
}
