package dev.mullion.ingest.sync;

import dev.mullion.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends what Xero sends. */
final class XeroHook {

    private XeroHook() {}

    static String signature(byte[] body) {
        return signature(body, ReadXero.WEBHOOK_KEY);
    }

    static String signature(byte[] body, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    /** Status and body of the answer. */
    static String send(byte[] body, String signature) {
        TestServer server = ReadXero.server();
        HttpResponse<String> answer =
                server.send(HttpRequest.newBuilder(server.address().resolve("/hooks/xero"))
                        .header("x-xero-signature", signature)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        return answer.statusCode() + " " + answer.body();
    }
}
