package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.audit.Recorded;
import dev.mullion.identity.Access;
import dev.mullion.identity.http.Download;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit log as a file; streamed, so it may be long. */
@RestController
class AuditExportOperation {

    private final Exports exports;

    AuditExportOperation(Exports exports) {
        this.exports = exports;
    }

    @Needs(
            value = "audit:read",
            query = {"format", "verb", "actor", "from", "until", "kept"})
    @Recorded(AuditAction.AUDIT_EXPORTED)
    @GetMapping("/api/v1/workspaces/{slug}/audit/export")
    void export(Call call, HttpServletResponse response) throws IOException {
        ExportFormat format = call.query().format();
        var filter = AuditOperations.filter(call.query());
        var kept = Exports.Kept.of(call.query().kept());
        Access access = call.within(granted -> granted);
        Exports.Export export = exports.prepare(access.workspace().id(), access.actor(), format, filter, kept);
        Download.send(response, format.mediaType(), access.workspace().slug() + format.suffix(), export::write);
    }
}
