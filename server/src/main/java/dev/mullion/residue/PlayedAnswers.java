package dev.mullion.residue;

import dev.mullion.checks.Check;
import dev.mullion.egress.Egress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What the vendors that a sandbox plays put into whatever they answer and nobody may keep. A real vendor cannot be made
 * to: where none is played there is nothing to look for, and nothing is claimed.
 */
@Component
public class PlayedAnswers {

    private final Egress egress;
    private volatile List<Mark> marks = List.of();
    private volatile Set<String> vendors = Set.of();

    PlayedAnswers(Egress egress) {
        this.egress = egress;
    }

    /** From now on answers of these vendors carry it. */
    public void carry(Mark mark, Collection<String> by) {
        marks = List.of(mark);
        vendors = Set.copyOf(by);
    }

    List<Mark> marks() {
        return marks;
    }

    /** Whether anything was read that could have left the mark; empty where no vendor is played. */
    List<Check> read() {
        if (vendors.isEmpty()) {
            return List.of();
        }
        Map<String, Long> bytes = new TreeMap<>();
        vendors.forEach(vendor -> bytes.put(vendor, egress.bytesRead(vendor)));
        String figures = bytes.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%,d bytes of %s", each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
        String said = "answers with a canary in what is never kept, read since the server started: " + figures;
        return List.of(
                bytes.containsValue(0L)
                        ? Check.partial("residue.read", said + "; connect what has none")
                        : Check.ok("residue.read", said));
    }
}
