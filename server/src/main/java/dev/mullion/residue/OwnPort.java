package dev.mullion.residue;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The port that this server listens on, where 0 was asked for. */
@Component
class OwnPort {

    private volatile int port;

    @EventListener
    void listening(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    int number() {
        if (port == 0) {
            throw new IllegalStateException("the web server does not listen yet; verify once it is ready");
        }
        return port;
    }
}
