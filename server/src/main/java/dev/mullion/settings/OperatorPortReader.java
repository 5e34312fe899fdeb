package dev.mullion.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where monitoring asks; whatever is wrong with it joins the other problems. */
final class OperatorPortReader {

    private static final String SETTING = "MULLION_OPERATOR_PORT";
    private static final int LARGEST = 65_535;

    /** A literal address, or none: a name could lead elsewhere one day. */
    private static final Pattern FORM =
            Pattern.compile("(?:([0-9.]{7,15}|\\[[0-9a-fA-F:.]{2,45}]):)?([1-9][0-9]{0,4})");

    private final Map<String, String> environment;
    private final List<Problem> problems;

    OperatorPortReader(Map<String, String> environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** @param taken the port of the pages */
    Optional<InetSocketAddress> read(int taken) {
        return Optional.ofNullable(environment.get(SETTING))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .flatMap(text -> read(text, taken));
    }

    private Optional<InetSocketAddress> read(String text, int taken) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            int port = Integer.parseInt(form.group(2));
            Optional<InetAddress> at = address(form.group(1) == null ? "127.0.0.1" : form.group(1));
            if (port <= LARGEST && at.isPresent()) {
                return port == taken ? taken(port) : Optional.of(new InetSocketAddress(at.get(), port));
            }
        }
        problems.add(new Problem(
                SETTING,
                "a port from 1 to " + LARGEST + " was expected, or an address and a port such as 10.0.0.5:9464",
                "give a port, which is opened on loopback alone, or leave it out: then nothing listens"));
        return Optional.empty();
    }

    private Optional<InetSocketAddress> taken(int port) {
        problems.add(new Problem(
                SETTING,
                port + " is the port of the pages, and figures are never served beside them",
                "give another port, such as 9464"));
        return Optional.empty();
    }

    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
