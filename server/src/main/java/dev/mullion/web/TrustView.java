package dev.mullion.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code /trust.json} answers. */
record TrustView(
        Instant asOf,
        Map<String, Integer> counts,
        List<ControlView> controls,
        List<SightView> operator,
        List<SourceView> connectors) {

    /**
     * @param interval how often its probe runs, ISO 8601; absent where it has none
     * @param note why it is not active
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ControlView(
            String id,
            String module,
            String claim,
            String state,
            @Nullable String note,
            String how,
            @Nullable String interval,
            @Nullable Instant checkedAt,
            @Nullable Long tookMs,
            @Nullable List<CheckView> checks) {}

    record CheckView(String name, String outcome, String detail) {}

    record SightView(boolean can, String what, String why) {}

    record SourceView(
            String vendor,
            List<ScopeView> asks,
            List<String> neverAsks,
            List<String> keeps,
            List<String> neverKeeps,
            List<PathView> kept) {}

    record ScopeView(String name, String why) {}

    record PathView(String event, String path, String keptAs) {}
}
