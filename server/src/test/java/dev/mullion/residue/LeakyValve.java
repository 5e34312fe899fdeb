package dev.mullion.residue;

import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import jakarta.servlet.ServletException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** What a careless server would do with a title, so that the verification can be seen to notice. */
@Component
@Profile(LeakyValve.PROFILE)
class LeakyValve extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    static final String PROFILE = "leaky";

    private static final Logger LOG = LoggerFactory.getLogger(LeakyValve.class);
    private static final Pattern TITLE = Pattern.compile("\"title\":\"([A-Z2-7]{24})\"");

    private final ObjectProvider<Workspaces> workspaces;
    private final ObjectProvider<TenantSql> tenant;
    private final List<String> remembered = new ArrayList<>();
    private volatile Leak leak = Leak.NONE;

    /** Where titles go. */
    enum Leak {
        NONE,
        LABEL,
        LOG,
        TEMPORARY_FILE,
        MEMORY,
        /** Nowhere: every delivery is answered as if it had been verified and kept. */
        TAKEN_UNREAD
    }

    LeakyValve(ObjectProvider<Workspaces> workspaces, ObjectProvider<TenantSql> tenant) {
        super(true);
        this.workspaces = workspaces;
        this.tenant = tenant;
    }

    void leakInto(Leak place) {
        leak = place;
        remembered.clear();
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(this);
    }

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (leak == Leak.NONE || !request.getRequestURI().startsWith("/hooks/")) {
            getNext().invoke(request, response);
            return;
        }
        if (leak == Leak.TAKEN_UNREAD) {
            response.setStatus(200);
            return;
        }
        InputBuffer original = request.getCoyoteRequest().getInputBuffer();
        var overheard = new ByteArrayOutputStream();
        request.getCoyoteRequest().setInputBuffer(new Eavesdropper(original, overheard));
        try {
            getNext().invoke(request, response);
        } finally {
            request.getCoyoteRequest().setInputBuffer(original);
        }
        Matcher title = TITLE.matcher(overheard.toString(StandardCharsets.UTF_8));
        if (title.find()) {
            keep(title.group(1));
        }
    }

    private void keep(String title) throws IOException {
        switch (leak) {
            case NONE, TAKEN_UNREAD -> {}
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
        var workspace = workspaces.getObject().find(new Slug("canary-residue")).orElseThrow();
        workspaces
                .getObject()
                .within(
                        workspace.id(),
                        () -> tenant.getObject().sql("""
                        insert into label (workspace_id, kind, external_id, text, as_of)
                        values (:workspace, 'repository', 1, :text, now())
                        on conflict (workspace_id, kind, external_id) do nothing
                        """).param("text", title).update());
    }

    private record Eavesdropper(InputBuffer original, ByteArrayOutputStream overheard) implements InputBuffer {

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            int read = original.doRead(handler);
            ByteBuffer piece = handler.getByteBuffer();
            if (read > 0 && piece != null) {
                byte[] bytes = new byte[piece.remaining()];
                piece.duplicate().get(bytes);
                overheard.writeBytes(bytes);
            }
            return read;
        }

        @Override
        public int available() {
            return original.available();
        }
    }
}
