package dev.mullion.connectors.consent;

import dev.mullion.connectors.PastedKeys;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The vendors that the owner of an account connects by a link: those by a key, and those by a consent of one person.
 */
@Component
public class LinkedConnectors {

    private final List<String> names;

    LinkedConnectors(List<PastedKeys> keys, List<CodeFlow> flows) {
        this.names = Stream.concat(
                        keys.stream().map(PastedKeys::connector), flows.stream().map(CodeFlow::connector))
                .sorted()
                .toList();
    }

    /** Their names, in order. */
    public List<String> names() {
        return names;
    }
}
