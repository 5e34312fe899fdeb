package dev.mullion.loopback;

import dev.mullion.settings.CertifiedNames;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Says hello to a TLS server as clients of different ages do. Sends nothing over what comes of it and believes nothing
 * that comes back: it looks at what the server agrees to.
 */
public final class Handshakes {

    public static final int TLS_1_0 = 0x0301;
    public static final int TLS_1_1 = 0x0302;
    public static final int TLS_1_2 = 0x0303;

    /** ECDHE with AES-GCM, for both kinds of key. */
    public static final List<Integer> FORWARD_SECRET = List.of(0xC02B, 0xC02F, 0xC02C, 0xC030);

    /** RSA key exchange: who gets the key later reads what was recorded before. */
    public static final List<Integer> WITHOUT_FORWARD_SECRECY = List.of(0x009C, 0x009D, 0x003C, 0x003D, 0x002F, 0x0035);

    /** What 1.1 and 1.0 know, with forward secrecy and without. */
    public static final List<Integer> EVERY = List.of(0xC009, 0xC00A, 0xC013, 0xC014, 0x002F, 0x0035, 0x000A);

    private static final int MILLISECONDS = 5_000;
    private static final int HANDSHAKE = 0x16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InetSocketAddress at;
    private final String host;

    private Handshakes(InetSocketAddress at, String host) {
        this.at = at;
        this.host = host;
    }

    /**
     * With what listens at an address; connects nowhere yet.
     *
     * @param host whom to ask for there, and whose name the certificate must have
     */
    public static Handshakes at(InetSocketAddress at, String host) {
        return new Handshakes(at, host);
    }

    /**
     * What a server agreed to.
     *
     * @param named whether the certificate is for the host that was asked for
     * @param until when the certificate ends
     */
    public record Met(String protocol, String cipher, boolean named, Instant until) {}

    /** Whether anything listens there. */
    public boolean reaches() {
        try (Socket socket = connect()) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** Shakes hands with these protocols, as Java names them. */
    public Met meet(String... protocols) {
        try (Socket plain = connect();
                SSLSocket socket =
                        (SSLSocket) OwnPort.itself().getSocketFactory().createSocket(plain, host, at.getPort(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(protocols);
            if (isName()) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            var session = socket.getSession();
            var leaf = (X509Certificate) session.getPeerCertificates()[0];
            return new Met(
                    session.getProtocol(),
                    session.getCipherSuite(),
                    CertifiedNames.include(leaf, host),
                    leaf.getNotAfter().toInstant());
        } catch (SSLException e) {
            throw new UncheckedIOException("no handshake with " + String.join(", ", protocols), e);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing answers there", e);
        }
    }

    /** Whether the server goes on after this offer, instead of ending the connection. */
    public boolean accepts(int version, List<Integer> ciphers) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(hello(version, ciphers));
            socket.getOutputStream().flush();
            return socket.getInputStream().read() == HANDSHAKE;
        } catch (IOException _) {
            return false;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(at.isUnresolved() ? new InetSocketAddress(host, at.getPort()) : at, MILLISECONDS);
        socket.setSoTimeout(MILLISECONDS);
        return socket;
    }

    private boolean isName() {
        return !host.matches("[0-9.]+|\\[.*]") && host.contains(".");
    }

    /** RFC 5246, section 7.4.1.2: a ClientHello in one record. */
    private byte[] hello(int version, List<Integer> ciphers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(version);
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        out.write(random);
        out.writeByte(0);
        out.writeShort(ciphers.size() * 2);
        for (int cipher : ciphers) {
            out.writeShort(cipher);
        }
        out.writeByte(1);
        out.writeByte(0);
        byte[] extensions = extensions();
        out.writeShort(extensions.length);
        out.write(extensions);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        DataOutputStream whole = new DataOutputStream(record);
        whole.writeByte(HANDSHAKE);
        whole.writeShort(TLS_1_0);
        whole.writeShort(body.size() + 4);
        whole.writeByte(1);
        whole.writeByte(0);
        whole.writeShort(body.size());
        body.writeTo(whole);
        return record.toByteArray();
    }

    /** Server name (RFC 6066), groups and point formats (RFC 8422), signature algorithms (RFC 5246, 7.4.1.4.1). */
    private byte[] extensions() throws IOException {
        ByteArrayOutputStream extensions = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(extensions);
        if (isName()) {
            byte[] name = host.getBytes(StandardCharsets.US_ASCII);
            out.writeShort(0);
            out.writeShort(name.length + 5);
            out.writeShort(name.length + 3);
            out.writeByte(0);
            out.writeShort(name.length);
            out.write(name);
        }
        shorts(out, 10, 0x001D, 0x0017, 0x0018);
        out.writeShort(11);
        out.writeShort(2);
        out.writeByte(1);
        out.writeByte(0);
        shorts(out, 13, 0x0403, 0x0503, 0x0804, 0x0805, 0x0401, 0x0501, 0x0807, 0x0203, 0x0201);
        return extensions.toByteArray();
    }

    private static void shorts(DataOutputStream out, int extension, int... values) throws IOException {
        out.writeShort(extension);
        out.writeShort(values.length * 2 + 2);
        out.writeShort(values.length * 2);
        for (int value : values) {
            out.writeShort(value);
        }
    }
}
