package dev.mullion.loopback;

import dev.mullion.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The port that this server listens on, where 0 was asked for, and how it is spoken to. Safe to share. */
@Component
public final class OwnPort {

    private final boolean tls;
    private volatile int port;

    OwnPort(Settings settings) {
        this.tls = settings.front().tls().isPresent();
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    /** Whether the server itself speaks TLS there. */
    public boolean isTls() {
        return tls;
    }

    public int number() {
        if (port == 0) {
            throw new IllegalStateException("the web server does not listen yet; verify once it is ready");
        }
        return port;
    }

    /** A new connection over loopback, in TLS where the server speaks it, that waits for at most so long. */
    public Socket connect(int milliseconds) throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), number()), milliseconds);
        plain.setSoTimeout(milliseconds);
        if (!tls) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) itself().getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), port, true);
        socket.startHandshake();
        return socket;
    }

    /** What takes any certificate: the other end of a loopback connection to the own port is this process. */
    static SSLContext itself() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new InsecureAnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has TLS", e);
        }
    }
}
