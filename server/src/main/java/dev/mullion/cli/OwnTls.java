package dev.mullion.cli;

import dev.mullion.settings.Front;
import java.util.LinkedHashMap;
import java.util.Map;

/** The web server's TLS: files of the operator's, read again when they change, and nothing older than 1.2. */
final class OwnTls {

    private static final String BUNDLE = "spring.ssl.bundle.pem.mullion.";

    /** Those of 1.3, and of 1.2 the ones with ephemeral keys and authenticated encryption (RFC 9325, section 4.2). */
    private static final String CIPHERS = String.join(
            ",",
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private OwnTls() {}

    static Map<String, Object> properties(Front.Tls tls) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.ssl.bundle", "mullion");
        properties.put(BUNDLE + "keystore.certificate", "file:" + tls.certificate());
        properties.put(BUNDLE + "keystore.private-key", "file:" + tls.key());
        properties.put(BUNDLE + "keystore.verify-keys", true);
        properties.put(BUNDLE + "options.enabled-protocols", "TLSv1.3,TLSv1.2");
        properties.put(BUNDLE + "options.ciphers", CIPHERS);
        properties.put(BUNDLE + "reload-on-update", true);
        return properties;
    }
}
