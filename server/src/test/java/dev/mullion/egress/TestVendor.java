package dev.mullion.egress;

import dev.mullion.OwnCertificate;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A vendor on loopback that says byte for byte what a test wants, one request a connection. */
public final class TestVendor implements AutoCloseable {

    private final ServerSocket door;
    private final Conversation conversation;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** What it does with one request. */
    @FunctionalInterface
    public interface Conversation {
        void answer(Received request, OutputStream out) throws IOException;
    }

    /** What arrived; names of headers in lower case. */
    public record Received(String line, Map<String, String> headers, String body) {}

    private TestVendor(ServerSocket door, Conversation conversation) {
        this.door = door;
        this.conversation = conversation;
        Thread.ofVirtual().start(this::listen);
    }

    public static TestVendor start(Conversation conversation) {
        try {
            return new TestVendor(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestVendor startTls(OwnCertificate certificate, Conversation conversation) {
        try {
            return new TestVendor(
                    context(certificate)
                            .getServerSocketFactory()
                            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                    conversation);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer with a body, whole. */
    public static Conversation saying(String head, String body) {
        return (_, out) ->
                say(out, head + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** One answer after the other; the last one again and again. */
    public static Conversation inTurn(Conversation... answers) {
        AtomicInteger next = new AtomicInteger();
        return (request, out) -> answers[Math.min(next.getAndIncrement(), answers.length - 1)].answer(request, out);
    }

    public static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    public Origin origin() {
        return Origin.sandbox(door.getLocalPort());
    }

    int port() {
        return door.getLocalPort();
    }

    public List<Received> received() {
        return received;
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                Socket visitor = door.accept();
                Thread.ofVirtual().start(() -> serve(visitor));
            } catch (IOException _) {
                // closed with the test
            }
        }
    }

    private void serve(Socket visitor) {
        try (visitor) {
            Received request = read(new BufferedInputStream(visitor.getInputStream()));
            received.add(request);
            conversation.answer(request, visitor.getOutputStream());
        } catch (IOException _) {
            // the client hung up, which is what many tests are about
        }
    }

    private static Received read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Received(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one == -1) {
                throw new IOException("hung up");
            }
            line.write(one);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static SSLContext context(OwnCertificate own) throws IOException, GeneralSecurityException {
        String pem = Files.readString(own.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "own",
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))),
                new char[0],
                new Certificate[] {own.read()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
