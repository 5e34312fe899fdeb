package dev.mullion.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a demo remembers between starts, so that the synthetic company keeps its past.
 *
 * @param anchor where its history ended when the demo was first started
 * @param backfilledTo everything since this day has arrived; null while the last 30 days have not
 */
record DemoState(Instant anchor, @Nullable LocalDate backfilledTo) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static DemoState load(Path file, Instant now) {
        try {
            return Files.exists(file)
                    ? JSON.readValue(Files.readString(file), DemoState.class)
                    : new DemoState(now, null);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the demo's notes at " + file + " cannot be read; delete the data folder to begin anew", e);
        }
    }

    void save(Path file) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(draft, JSON.writeValueAsString(this));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's notes at " + file + " cannot be written", e);
        }
    }

    DemoState backfilledTo(LocalDate day) {
        return new DemoState(anchor, day);
    }
}
