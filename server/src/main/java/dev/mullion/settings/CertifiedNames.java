package dev.mullion.settings;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The hosts that a certificate is for. */
public final class CertifiedNames {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private CertifiedNames() {}

    /** RFC 9525, section 6: by the names in the certificate's subjectAltName; a wildcard is one whole first label. */
    public static boolean include(X509Certificate certificate, String host) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .anyMatch(name -> (name.getFirst().equals(DNS)
                                            || name.getFirst().equals(ADDRESS))
                                    && matches(String.valueOf(name.get(1)), host));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static boolean matches(String name, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String certified = name.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        return certified.equals(wanted)
                || (certified.startsWith("*.")
                        && dot > 0
                        && certified.substring(1).equals(wanted.substring(dot)));
    }
}
