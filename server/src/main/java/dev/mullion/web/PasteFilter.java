package dev.mullion.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the forms into which secrets are pasted, ahead of everything that would make texts of them and keep their bytes
 * in a buffer for the next request. Such a form is sent as {@code text/plain}, a line for each field, which the web
 * server leaves alone. The other fields are parameters as those of any form are. What is of another type, or too long,
 * is passed on without anything pasted, and refused there.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#plain-text-form-data">HTML,
 *     plain text form data</a>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PasteFilter extends OncePerRequestFilter {

    static final String FIELD = "secret";

    private static final Pattern FORMS = Pattern.compile("/w/[a-z0-9-]{1,40}/integrations/"
            + "(connect/[a-z]{1,40}|con_[0-9a-f-]{36}/secret)|/connect/link/[A-Za-z0-9_-]{1,100}");
    private static final int LONGEST = 4_096;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !FORMS.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = new byte[LONGEST];
        try {
            int length = isPlain(request) ? request.getInputStream().readNBytes(body, 0, LONGEST) : LONGEST;
            if (length < LONGEST) {
                passOn(new Lines(body, length), request, response, chain);
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static boolean isPlain(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("text/plain");
    }

    private static void passOn(Lines lines, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Pasted pasted = new Pasted(lines.secret)) {
            request.setAttribute(Pasted.ATTRIBUTE, pasted);
            chain.doFilter(new Fields(request, lines.fields), response);
        } finally {
            request.removeAttribute(Pasted.ATTRIBUTE);
        }
    }

    /** The fields of a form; the last of a name counts. Blanks around what was pasted are nobody's secret. */
    private static final class Lines {

        private final Map<String, String> fields = new HashMap<>();
        private byte[] secret = {};

        Lines(byte[] body, int length) {
            int start = 0;
            while (start < length) {
                int end = end(body, start, length);
                take(body, start, end);
                start = end + 1;
            }
        }

        private void take(byte[] body, int start, int end) {
            int equals = index(body, start, end);
            String name = new String(body, start, equals - start, StandardCharsets.US_ASCII);
            int from = Math.min(equals + 1, end);
            if (name.equals(FIELD)) {
                Arrays.fill(secret, (byte) 0);
                secret = stripped(body, from, end);
            } else {
                fields.put(name, new String(body, from, end - from, StandardCharsets.UTF_8).strip());
            }
        }

        private static int end(byte[] body, int from, int length) {
            int at = from;
            while (at < length && body[at] != '\n') {
                at++;
            }
            return at;
        }

        private static int index(byte[] body, int from, int end) {
            int at = from;
            while (at < end && body[at] != '=') {
                at++;
            }
            return at;
        }

        private static byte[] stripped(byte[] body, int from, int end) {
            int first = from;
            int last = end;
            while (first < last && isBlank(body[first])) {
                first++;
            }
            while (last > first && isBlank(body[last - 1])) {
                last--;
            }
            return Arrays.copyOfRange(body, first, last);
        }

        private static boolean isBlank(byte one) {
            return one == ' ' || one == '\t' || one == '\r';
        }
    }

    /** A request whose form was read already. */
    private static final class Fields extends HttpServletRequestWrapper {

        private final Map<String, String> fields;

        Fields(HttpServletRequest request, Map<String, String> fields) {
            super(request);
            this.fields = fields;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return fields.get(name);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            String value = fields.get(name);
            return value == null ? null : new String[] {value};
        }
    }
}
