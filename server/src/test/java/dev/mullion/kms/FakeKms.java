package dev.mullion.kms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two operations of the service that Mullion uses, on loopback, in its own protocol (JSON 1.1 over POST, the
 * operation in X-Amz-Target): data keys sealed under keys that exist here alone, bound to the encryption context. It
 * can be switched off, slow, throttled, broken, and it can lie.
 */
public final class FakeKms implements AutoCloseable {

    /** What it does with the next calls. */
    public enum Mood {
        WORKING,
        DISABLED,
        PENDING_DELETION,
        DENIED,
        THROTTLED,
        BROKEN,
        SILENT,
        ANOTHER_PLAINTEXT,
        ANOTHER_KEY,
        NOT_JSON
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final byte[] root = random(32);
    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> contexts = new CopyOnWriteArrayList<>();

    private FakeKms(HttpServer server) {
        this.server = server;
    }

    public static FakeKms start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var kms = new FakeKms(server);
        server.createContext("/", kms::answer);
        server.setExecutor(kms.threads);
        server.start();
        return kms;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How calls about one key go from now on. */
    public void mood(String key, Mood mood) {
        moods.put(key, mood);
    }

    public int calls() {
        return calls.get();
    }

    /** The encryption contexts that were told, as sorted JSON. */
    public List<String> contexts() {
        return contexts;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            String key = request.path("KeyId").stringValue("");
            contexts.add(context(request));
            Mood mood = moods.getOrDefault(key, Mood.WORKING);
            if (!isSigned(exchange)) {
                fail(exchange, 400, "IncompleteSignatureException");
                return;
            }
            switch (mood) {
                case DISABLED -> fail(exchange, 400, "DisabledException");
                case PENDING_DELETION -> fail(exchange, 400, "KMSInvalidStateException");
                case DENIED -> fail(exchange, 400, "AccessDeniedException");
                case THROTTLED -> fail(exchange, 400, "ThrottlingException");
                case BROKEN -> fail(exchange, 500, "KMSInternalException");
                case SILENT -> await();
                case NOT_JSON -> send(exchange, 200, "<html>a proxy's page</html>");
                case WORKING, ANOTHER_PLAINTEXT, ANOTHER_KEY -> serve(exchange, request, key, mood);
            }
        }
    }

    private void serve(HttpExchange exchange, JsonNode request, String key, Mood mood) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        byte[] bound = (key + context(request)).getBytes(StandardCharsets.UTF_8);
        ObjectNode answer = JSON.createObjectNode();
        answer.put("KeyId", mood == Mood.ANOTHER_KEY ? key + "0" : key);
        switch (target) {
            case "TrentService.GenerateDataKey" -> {
                byte[] plain = random(32);
                answer.put("Plaintext", text(plain));
                answer.put("CiphertextBlob", text(crypt(Cipher.ENCRYPT_MODE, random(12), plain, bound)));
            }
            case "TrentService.Decrypt" -> {
                byte[] sealed = Base64.getDecoder()
                        .decode(request.path("CiphertextBlob").stringValue(""));
                try {
                    byte[] plain = crypt(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, 12), sealed, bound);
                    answer.put("Plaintext", text(mood == Mood.ANOTHER_PLAINTEXT ? random(32) : plain));
                } catch (IllegalArgumentException _) {
                    fail(exchange, 400, "InvalidCiphertextException");
                    return;
                }
            }
            default -> {
                fail(exchange, 400, "UnknownOperationException");
                return;
            }
        }
        send(exchange, 200, answer.toString());
    }

    /** What was encrypted carries its nonce in front. */
    private byte[] crypt(int mode, byte[] nonce, byte[] text, byte[] bound) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(root, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(bound);
            if (mode == Cipher.DECRYPT_MODE) {
                return cipher.doFinal(text, nonce.length, text.length - nonce.length);
            }
            byte[] body = cipher.doFinal(text);
            byte[] whole = Arrays.copyOf(nonce, nonce.length + body.length);
            System.arraycopy(body, 0, whole, nonce.length, body.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("does not decrypt", e);
        }
    }

    private static boolean isSigned(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization != null
                && authorization.startsWith("AWS4-HMAC-SHA256 ")
                && authorization.contains("/kms/aws4_request");
    }

    private static String context(JsonNode request) {
        Map<String, String> sorted = new TreeMap<>();
        request.path("EncryptionContext")
                .properties()
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().stringValue("")));
        return sorted.toString();
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, "{\"__type\":\"" + code + "\",\"message\":\"of the sandbox\"}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
