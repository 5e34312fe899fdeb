package dev.mullion.trust;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mullion.checks.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Findings as the text that is stored and sealed. */
final class Findings {

    private static final int MOST_CHECKS = 40;
    private static final int LONGEST_DETAIL = 400;

    private Findings() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stored(
            @Nullable List<Check> tried,
            @Nullable String off,
            @Nullable String attested) {}

    static String write(Finding finding) {
        Stored stored = switch (finding) {
            case Finding.Tried(var checks) -> new Stored(bounded(checks), null, null);
            case Finding.Off(var why) -> new Stored(null, cut(why), null);
            case Finding.Attested(var statement) -> new Stored(null, null, statement);
        };
        return JsonMapper.shared().writeValueAsString(stored);
    }

    static Finding read(String text) {
        Stored stored = JsonMapper.shared().readValue(text, Stored.class);
        if (stored.tried() != null) {
            return new Finding.Tried(stored.tried());
        }
        return stored.off() == null
                ? new Finding.Attested(String.valueOf(stored.attested()))
                : new Finding.Off(stored.off());
    }

    /** What failed comes first, so that no bound hides it. */
    private static List<Check> bounded(List<Check> checks) {
        return checks.stream()
                .sorted((one, other) -> other.outcome().compareTo(one.outcome()))
                .limit(MOST_CHECKS)
                .map(check -> new Check(check.name(), check.outcome(), cut(check.detail())))
                .toList();
    }

    private static String cut(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL - 1) + "…";
    }
}
