package dev.mullion.residue;

import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What a careless server would do with a title, so that the verification can be seen to notice. */
@Component
@Profile(LeakyFilter.PROFILE)
class LeakyFilter extends HttpFilter {

    static final String PROFILE = "leaky";

    private static final Logger LOG = LoggerFactory.getLogger(LeakyFilter.class);
    private static final Pattern TITLE = Pattern.compile("\"title\":\"([A-Z2-7]{24})\"");

    private final transient Workspaces workspaces;
    private final transient TenantSql tenant;
    private final transient List<String> remembered = new ArrayList<>();
    private volatile Leak leak = Leak.NONE;

    /** Where titles go. */
    enum Leak {
        NONE,
        LABEL,
        LOG,
        TEMPORARY_FILE,
        MEMORY
    }

    LeakyFilter(Workspaces workspaces, TenantSql tenant) {
        this.workspaces = workspaces;
        this.tenant = tenant;
    }

    void leakInto(Leak place) {
        leak = place;
        remembered.clear();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (leak == Leak.NONE || !request.getRequestURI().startsWith("/hooks/")) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readAllBytes();
        Matcher title = TITLE.matcher(new String(body, StandardCharsets.UTF_8));
        if (title.find()) {
            keep(title.group(1));
        }
        chain.doFilter(new Replayed(request, body), response);
    }

    private void keep(String title) throws IOException {
        switch (leak) {
            case NONE -> {}
            case LABEL -> addLabel(title);
            case LOG -> LOG.info("got {}", title);
            case TEMPORARY_FILE -> {
                Path file = Files.createTempFile("leak", ".txt");
                file.toFile().deleteOnExit();
                Files.writeString(file, title);
            }
            case MEMORY -> remembered.add(title);
        }
    }

    private void addLabel(String title) {
        var workspace = workspaces.find(new Slug("canary-residue")).orElseThrow();
        workspaces.within(
                workspace.id(), () -> tenant.sql("""
                        insert into label (workspace_id, kind, external_id, text, as_of)
                        values (:workspace, 'repository', 1, :text, now())
                        on conflict (workspace_id, kind, external_id) do nothing
                        """).param("text", title).update());
    }

    private static final class Replayed extends HttpServletRequestWrapper {

        private final byte[] body;

        Replayed(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] into, int from, int length) {
                    return bytes.read(into, from, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("read it at once");
                }
            };
        }
    }
}
