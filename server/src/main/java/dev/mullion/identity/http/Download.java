package dev.mullion.identity.http;

import dev.mullion.tenancy.FailureTrace;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is sent while it is written, of any length. */
public final class Download {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    private Download() {}

    /** Writes a file from front to back. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Where the content fails after the first of it was sent, the connection is cut instead of ended: a part is never
     * taken for the whole. Before that, the failure is raised and answered as any other.
     *
     * @param name of letters, digits, dots and hyphens
     */
    public static void send(HttpServletResponse response, String mediaType, String name, Content content)
            throws IOException {
        response.setContentType(mediaType + ";charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        try {
            content.write(response.getOutputStream());
        } catch (RuntimeException failure) {
            if (!response.isCommitted()) {
                response.resetBuffer();
                response.setHeader("Content-Disposition", null);
                throw failure;
            }
            LOG.error("the file {} broke off with {}", name, FailureTrace.of(failure));
            throw new CloseNowException("a file broke off", failure);
        }
    }
}
