package dev.mullion.vault;

import dev.mullion.checks.HeapDump;
import dev.mullion.settings.Settings;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Removes at the start what a server that was killed while its memory was searched has left: live keys are in it. Where
 * it cannot be removed the server runs all the same, and its log says so.
 */
@Component
class LeftDumps {

    private static final Logger LOG = LoggerFactory.getLogger(LeftDumps.class);

    private final Settings settings;

    LeftDumps(Settings settings) {
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void remove() {
        try {
            int removed = HeapDump.removeLeft(settings.data());
            if (removed > 0) {
                LOG.warn(
                        "Removed {} dumps of the memory that a killed server had left in {}", removed, settings.data());
            }
        } catch (IOException e) {
            LOG.error(
                    "{} could not be searched for left dumps of the memory ({}): keys may lie in its folders heap-*;"
                            + " remove them by hand",
                    settings.data(),
                    e.getClass().getSimpleName());
        }
    }
}
