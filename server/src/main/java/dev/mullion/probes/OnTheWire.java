package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.identity.Permissions;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import dev.mullion.loopback.Visitor.Answer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The headers and the cookie that a browser gets from this server, compared with what they must be. */
@Component
class OnTheWire {

    private static final long A_YEAR = 31_536_000;

    private final OwnPort port;
    private final CanaryPeople canaries;

    OnTheWire(OwnPort port, CanaryPeople canaries) {
        this.port = port;
        this.canaries = canaries;
    }

    List<Check> run() {
        try (Visitor visitor = Visitor.of(port);
                CanaryPeople.Member member = canaries.signIn(visitor, "everything", Permissions.all())) {
            String home = "/w/" + canaries.home().slug();
            Map<String, Answer> answers = new LinkedHashMap<>();
            answers.put("page", visitor.get(home, member.header()));
            answers.put(
                    "api", visitor.get("/api/v1/workspaces/" + canaries.home().slug() + "/members", member.header()));
            answers.put("file", visitor.get("/assets/mullion.css"));
            answers.put("error", visitor.get("/no/such/page", member.header()));
            answers.put("stranger", visitor.get("/signed-out"));
            return Stream.concat(
                            answers.entrySet().stream()
                                    .map(answer -> headers("headers." + answer.getKey(), answer.getValue())),
                            Stream.of(cookie(member.answer())))
                    .toList();
        }
    }

    static Check headers(String name, Answer answer) {
        List<String> faults = Stream.of(
                        fault(isHsts(answer.header("Strict-Transport-Security").orElse("")), "HSTS for a year"),
                        fault(isStrict(answer.header("Content-Security-Policy").orElse("")), "a strict CSP"),
                        fault(is(answer, "X-Content-Type-Options", "nosniff"), "nosniff"),
                        fault(is(answer, "X-Frame-Options", "DENY"), "no framing"),
                        fault(is(answer, "Referrer-Policy", "no-referrer"), "no referrer"))
                .flatMap(fault -> fault)
                .toList();
        return Check.of(
                name,
                faults.isEmpty(),
                faults.isEmpty()
                        ? "HSTS for a year (browsers obey it over TLS alone: P07), scripts from here alone, no framing, no sniffing,"
                                + " no referrer"
                        : "missing: " + String.join(", ", faults));
    }

    private static Stream<String> fault(boolean holds, String missing) {
        return holds ? Stream.empty() : Stream.of(missing);
    }

    private static boolean is(Answer answer, String header, String value) {
        return answer.headers(header).equals(List.of(value));
    }

    static boolean isHsts(String header) {
        return Arrays.stream(header.split(";", -1))
                .map(String::strip)
                .filter(part -> part.matches("max-age=\\d{1,10}"))
                .anyMatch(part -> Long.parseLong(part.substring("max-age=".length())) >= A_YEAR);
    }

    /** Nothing but what is named, scripts from the own origin, never inline, never evaluated, no frame around. */
    static boolean isStrict(String policy) {
        List<String> rules =
                Arrays.stream(policy.split(";", -1)).map(String::strip).toList();
        return rules.contains("default-src 'none'")
                && rules.contains("script-src 'self'")
                && rules.contains("style-src 'self'")
                && rules.contains("base-uri 'none'")
                && rules.contains("frame-ancestors 'none'")
                && !policy.contains("unsafe-")
                && !policy.contains("*");
    }

    /** RFC 6265bis, section 4.1.3.2. */
    static Check cookie(Answer signedIn) {
        String cookie = signedIn.header("Set-Cookie").orElse("");
        List<String> attributes = Arrays.stream(cookie.split(";", -1))
                .skip(1)
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .toList();
        boolean holds = cookie.startsWith("__Host-")
                && attributes.containsAll(List.of("secure", "httponly", "path=/"))
                && (attributes.contains("samesite=lax") || attributes.contains("samesite=strict"))
                && attributes.stream().noneMatch(attribute -> attribute.startsWith("domain"));
        return Check.of(
                "cookie.session",
                holds,
                holds
                        ? "for this host alone, over TLS alone, out of scripts' reach, not sent by other sites' forms"
                        : "attributes: " + attributes);
    }
}
