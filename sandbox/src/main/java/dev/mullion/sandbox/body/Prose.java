package dev.mullion.sandbox.body;

import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.world.Draw;
import dev.mullion.sandbox.world.PullRequest;
import java.util.List;

/** The text that people would have written. It says of itself that nobody did. */
final class Prose {
    private static final List<String> SENTENCES = List.of(
            "This sentence is synthetic and describes no real change.",
            "The synthetic limit moves from one made-up value to another.",
            "A synthetic customer would notice the difference; there is none.",
            "Checked by hand on a synthetic machine, twice.",
            "The made-up table gets a made-up column, and nothing reads it yet.",
            "Rolling back means reverting this synthetic change.",
            "Nothing in this text belongs to anybody.");

    private Prose() {}

    static String description(PullRequest pullRequest) {
        return text(pullRequest.salt(), 4) + "\n\n## Synthetic checklist\n- [x] made up\n- [ ] real\n";
    }

    static String text(long salt, int most) {
        Draw draw = Draw.of(salt, 6);
        int count = 1 + draw.below(most);
        var text = new StringBuilder(80 * count);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(draw.pick(SENTENCES));
        }
        return text.append(' ').append(NeverKept.CANARY).toString();
    }
}
