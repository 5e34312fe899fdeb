package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Takes an audit log out of the house. That is an event itself, and stands in what is exported. Each page is a
 * transaction of its own, so a slow reader holds nothing. Call it outside the door.
 */
@Component
public class Exports {

    private static final int PAGE = 500;

    private final Workspaces workspaces;
    private final AuditTrail trail;
    private final Bundles bundles;

    Exports(Workspaces workspaces, AuditTrail trail, Bundles bundles) {
        this.workspaces = workspaces;
        this.trail = trail;
        this.bundles = bundles;
    }

    /** Something that is written from front to back. */
    @FunctionalInterface
    public interface Export {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Sizes of checkpoints that somebody has from before. A file of them can be longer than what fits into memory, so
     * it is asked for those that count: of two that one log signed the newer covers what the older does.
     */
    @FunctionalInterface
    public interface Kept {

        /** The largest sizes from 1 up to, and without, {@code size}; at most so many. */
        Set<Long> newestBefore(long size, int most);

        /** Of somebody who kept none. */
        Kept NONE = (_, _) -> Set.of();

        static Kept of(Set<Long> sizes) {
            return (size, most) -> sizes.stream()
                    .filter(each -> each > 0 && each < size)
                    .sorted(Comparator.reverseOrder())
                    .limit(most)
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Records the export; what is written afterwards has every event up to that, newest first except in a bundle.
     *
     * @param filter which events; a bundle has all of them
     */
    public Export prepare(WorkspaceId workspace, Actor by, ExportFormat format, AuditFilter filter) {
        return prepare(workspace, by, format, filter, Kept.NONE);
    }

    /** The same for whoever kept checkpoints: where the log was pruned since, a bundle leads on from them. */
    public Export prepare(WorkspaceId workspace, Actor by, ExportFormat format, AuditFilter filter, Kept kept) {
        workspaces.within(workspace, () -> {
            trail.record(new AuditEvent(AuditAction.AUDIT_EXPORTED, by, format.word(), ""));
            return true;
        });
        return format == ExportFormat.BUNDLE
                ? bundles.prepare(workspace, kept)::write
                : out -> write(workspace, format, filter, out);
    }

    private void write(WorkspaceId workspace, ExportFormat format, AuditFilter filter, OutputStream out)
            throws IOException {
        write(out, EventLines.head(format));
        AuditFilter next = filter;
        while (true) {
            AuditFilter here = next;
            List<AuditEntry> page = workspaces.within(workspace, () -> trail.newest(here, PAGE));
            for (AuditEntry entry : page) {
                write(out, EventLines.line(entry, format));
            }
            if (page.size() < PAGE) {
                return;
            }
            next = filter.before(page.getLast().index());
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
