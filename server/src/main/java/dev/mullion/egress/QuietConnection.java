package dev.mullion.egress;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that writes nothing of what travels on it to a log, at whatever level: the library's own writes every
 * header, secrets among them, at DEBUG.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private QuietConnection(Http1Config limits) {
        super("egress-" + NUMBERS.incrementAndGet(), null, null, limits, null, null, null, null);
    }

    static HttpConnectionFactory<ManagedHttpClientConnection> within(Http1Config limits) {
        return socket -> {
            QuietConnection connection = new QuietConnection(limits);
            if (socket != null) {
                connection.bind(socket);
            }
            return connection;
        };
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket socket, Socket base) throws IOException {
        bind(new SocketHolder(socket, base));
    }

    /** What arrived before anything was asked is nobody's answer: least of all that of the next account. */
    @Override
    public boolean isStale() throws IOException {
        return super.isStale() || isDataAvailable(Timeout.ofMilliseconds(1));
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {}
}
