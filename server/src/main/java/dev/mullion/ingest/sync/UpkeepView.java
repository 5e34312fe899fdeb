package dev.mullion.ingest.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection lives on as programs read it, from the API and from the command line. */
public record UpkeepView(@Nullable Instant nextRunAt, List<SecretView> secrets) {

    public UpkeepView {
        secrets = List.copyOf(secrets);
    }

    public static UpkeepView of(Upkeep upkeep) {
        return new UpkeepView(
                upkeep.due(),
                upkeep.secrets().stream()
                        .map(event -> new SecretView(event.kind().word(), event.at()))
                        .toList());
    }

    /** One event in the life of a secret; nothing of the secret itself. */
    public record SecretView(String what, Instant at) {}
}
