package dev.mullion.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.ssl.pem.PemContent;

/** Judges the files of {@link Front.Tls} before a server is started with them. */
final class Certificates {

    private static final String CERTIFICATE = "MULLION_TLS_CERTIFICATE";
    private static final String KEY = "MULLION_TLS_KEY_FILE";

    private Certificates() {}

    /** Everything that would keep browsers from believing them at the public address. */
    static List<Problem> problems(Front.Tls tls, URI pages) {
        List<Problem> problems = new ArrayList<>();
        Optional<X509Certificate> leaf = leaf(tls.certificate());
        Optional<PrivateKey> key = key(tls.key());
        if (leaf.isEmpty()) {
            problems.add(new Problem(
                    CERTIFICATE,
                    "holds no certificate in PEM form",
                    "give the file that starts with -----BEGIN CERTIFICATE-----, the server's own first"));
        }
        if (key.isEmpty()) {
            problems.add(new Problem(
                    KEY,
                    "holds no unencrypted private key in PEM form",
                    "give the key as PKCS #8, in a file that only the server's user may read"));
        }
        leaf.ifPresent(certificate -> {
            key.filter(own -> !belong(own, certificate.getPublicKey()))
                    .ifPresent(_ -> problems.add(new Problem(
                            KEY,
                            "is the key of another certificate than the one in " + CERTIFICATE,
                            "give both files of the same pair")));
            validity(certificate).ifPresent(problems::add);
            if (!CertifiedNames.include(certificate, String.valueOf(pages.getHost()))) {
                problems.add(new Problem(
                        CERTIFICATE,
                        "is not for " + pages.getHost() + ", the host of MULLION_PUBLIC_URL",
                        "get one with this name, or correct the address"));
            }
        });
        return problems;
    }

    static Optional<X509Certificate> leaf(Path file) {
        try {
            return PemContent.load(file).getCertificates().stream().findFirst();
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PrivateKey> key(Path file) {
        try {
            return Optional.ofNullable(PemContent.load(file).getPrivateKey());
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Problem> validity(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(new Problem(
                    CERTIFICATE,
                    "is valid from " + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant() + ", and not now",
                    "renew it, or correct the clock of this machine"));
        }
    }

    /** Whether what the one signs the other verifies. */
    private static boolean belong(PrivateKey key, PublicKey certified) {
        try {
            String algorithm = switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            };
            byte[] text = "a pair".getBytes(StandardCharsets.US_ASCII);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certified);
            verifying.update(text);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
