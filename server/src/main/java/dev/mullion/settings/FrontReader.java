package dev.mullion.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@link Front}; whatever is wrong with it joins the other problems. */
final class FrontReader {

    private static final String CERTIFICATE = "MULLION_TLS_CERTIFICATE";
    private static final String KEY = "MULLION_TLS_KEY_FILE";
    private static final String PROXY = "MULLION_PROXY";

    private final Map<String, String> environment;
    private final List<Problem> problems;

    FrontReader(Map<String, String> environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /**
     * Reads all of it.
     *
     * @param pages the public address, to which certificate and proxy must fit
     * @param port the one of the pages, which no other listener may take
     */
    Front read(URI pages, int port) {
        return new Front(
                tls(pages),
                proxy(pages),
                switched("MULLION_TRUST_PAGE"),
                address("MULLION_SECURITY_CONTACT", List.of("mailto", "https", "tel"), "mailto:security@example.com"),
                address("MULLION_SECURITY_POLICY", List.of("https"), "https://example.com/security"),
                new OperatorPortReader(environment, problems).read(port));
    }

    private Optional<Front.Tls> tls(URI pages) {
        Optional<Path> certificate = file(CERTIFICATE);
        Optional<Path> key = file(KEY);
        if (text(CERTIFICATE).isPresent() != text(KEY).isPresent()) {
            String missing = text(KEY).isPresent() ? CERTIFICATE : KEY;
            problem(
                    missing,
                    "is missing: a certificate and its key only serve together",
                    "name both files, or neither behind a proxy with TLS");
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        if (!"https".equals(pages.getScheme())) {
            problem(
                    "MULLION_PUBLIC_URL",
                    "is not https, and with " + CERTIFICATE + " the server speaks nothing else",
                    "give the https address that the certificate is for");
        }
        Front.Tls tls =
                new Front.Tls(certificate.get().toAbsolutePath(), key.get().toAbsolutePath());
        problems.addAll(Certificates.problems(tls, pages));
        return Optional.of(tls);
    }

    private Optional<Path> file(String setting) {
        return text(setting).map(Path::of).filter(path -> {
            boolean readable = Files.isReadable(path) && Files.isRegularFile(path);
            if (!readable) {
                problem(setting, "there is no readable file at " + path, "correct the path or the file's rights");
            }
            return readable;
        });
    }

    private boolean proxy(URI pages) {
        Optional<String> said = text(PROXY);
        said.filter(word -> !word.equals("declared"))
                .ifPresent(_ -> problem(
                        PROXY,
                        "only the word declared was expected: a proxy ends TLS at the public address",
                        "say declared, or leave it out"));
        boolean declared = said.filter("declared"::equals).isPresent();
        if (declared && !"https".equals(pages.getScheme())) {
            problem(
                    PROXY,
                    "declares a proxy with TLS, and MULLION_PUBLIC_URL is not https",
                    "give the proxy's https address as MULLION_PUBLIC_URL");
        }
        return declared;
    }

    private boolean switched(String setting) {
        String said = text(setting).orElse("on");
        if (!said.equals("on") && !said.equals("off")) {
            problem(setting, "is neither on nor off", "say one of the two");
        }
        return !said.equals("off");
    }

    private Optional<URI> address(String setting, List<String> schemes, String example) {
        return text(setting).flatMap(text -> {
            try {
                URI address = new URI(text);
                if (schemes.contains(String.valueOf(address.getScheme()))
                        && !String.valueOf(address.getSchemeSpecificPart()).isBlank()) {
                    return Optional.of(address);
                }
            } catch (URISyntaxException _) {
                // reported below like every other address that is not one
            }
            problem(
                    setting,
                    "an address that starts with " + String.join(": or ", schemes) + ": was expected",
                    "give one like " + example + ", or leave it out");
            return Optional.empty();
        });
    }

    private Optional<String> text(String setting) {
        return Optional.ofNullable(environment.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void problem(String setting, String problem, String remedy) {
        problems.add(new Problem(setting, problem, remedy));
    }
}
