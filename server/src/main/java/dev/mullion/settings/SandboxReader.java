package dev.mullion.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads where vendors are played on this machine; whatever is wrong with it joins the other problems. */
final class SandboxReader {

    private static final String BEGINNING = "MULLION_";
    private static final String END = "_BASE_URL";

    /** A literal address with its port: a name could lead elsewhere one day. */
    private static final Pattern LOOPBACK = Pattern.compile("http://(127\\.0\\.0\\.1|\\[::1]):[1-9][0-9]{0,4}");

    private final Map<String, String> environment;
    private final List<Problem> problems;

    SandboxReader(Map<String, String> environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    Map<String, URI> read() {
        Map<String, URI> sandboxes = new TreeMap<>();
        for (String setting : SettingNames.ALL) {
            if (!setting.endsWith(END)) {
                continue;
            }
            String vendor = setting.substring(BEGINNING.length(), setting.length() - END.length())
                    .toLowerCase(Locale.ROOT);
            Optional.ofNullable(environment.get(setting))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .flatMap(text -> address(setting, text))
                    .ifPresent(address -> sandboxes.put(vendor, address));
        }
        return sandboxes;
    }

    private Optional<URI> address(String setting, String text) {
        String plain = text.replaceAll("/+$", "");
        try {
            URI address = new URI(plain);
            if (LOOPBACK.matcher(plain).matches() && address.getPort() <= 65_535) {
                return Optional.of(address);
            }
        } catch (URISyntaxException _) {
            // reported below like every other address that is not one
        }
        problems.add(new Problem(
                setting,
                "an address like http://127.0.0.1:9090 was expected: it is for a sandbox on this machine",
                "give address and port, or leave it out to reach the vendor itself"));
        return Optional.empty();
    }
}
