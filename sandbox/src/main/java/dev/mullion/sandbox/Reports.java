package dev.mullion.sandbox;

import dev.mullion.sandbox.vendor.NeverKept;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line for the parent, few enough to be read at leisure. Threads may share it. */
final class Reports {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Refusal(String target, int status) {}

    private final PrintStream out;
    private final Duration betweenProgress;
    private final Map<String, Long> lastSaid = new HashMap<>();
    private final Map<Refusal, Long> refusals = new LinkedHashMap<>();

    Reports(PrintStream out, int targets) {
        this.out = out;
        this.betweenProgress = Duration.ofMillis(250L * targets);
    }

    synchronized void vendors(URI stripe, URI xero, URI github, String githubKey) {
        var line = event("vendors");
        line.put("canary", NeverKept.WORD);
        line.put("github", github.toString());
        line.put("githubKey", githubKey);
        line.put("stripe", stripe.toString());
        line.put("xero", xero.toString());
        say(line);
    }

    synchronized void consented(URI back) {
        var line = event("consented");
        line.put("back", back.toString());
        say(line);
    }

    synchronized void recentDone(long sent, Duration took) {
        sayRefusals();
        var line = event("recent-done");
        line.put("sent", sent);
        line.put("seconds", took.toMillis() / 1000.0);
        say(line);
    }

    synchronized void progress(String target, long done, long total, LocalDate backfilledTo) {
        if (done >= total || isDue("progress " + target, betweenProgress)) {
            var line = event("progress", target);
            line.put("done", done);
            line.put("total", total);
            line.put("backfilledTo", backfilledTo.toString());
            say(line);
        }
    }

    synchronized void historyDone() {
        sayRefusals();
        say(event("history-done"));
    }

    synchronized void live(String target, Instant sentTo) {
        if (isDue("live " + target, Duration.ofSeconds(1))) {
            var line = event("live", target);
            line.put("sentTo", sentTo.toString());
            say(line);
        }
    }

    synchronized void refused(String target, int status) {
        refusals.merge(new Refusal(target, status), 1L, Long::sum);
        if (isDue("refused", Duration.ofSeconds(1))) {
            sayRefusals();
        }
    }

    private void sayRefusals() {
        refusals.forEach((refusal, count) -> {
            var line = event("refused", refusal.target());
            line.put("status", refusal.status());
            line.put("count", count);
            say(line);
        });
        refusals.clear();
    }

    private boolean isDue(String what, Duration apart) {
        long now = System.nanoTime();
        Long last = lastSaid.get(what);
        if (last != null && now - last < apart.toNanos()) {
            return false;
        }
        lastSaid.put(what, now);
        return true;
    }

    private static Map<String, Object> event(String name) {
        var line = new LinkedHashMap<String, Object>();
        line.put("event", name);
        return line;
    }

    private static Map<String, Object> event(String name, String target) {
        var line = event(name);
        line.put("target", target);
        return line;
    }

    private void say(Map<String, ?> line) {
        out.println(JSON.writeValueAsString(line));
        out.flush();
    }
}
