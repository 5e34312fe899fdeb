package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.ChainState;
import dev.mullion.audit.ExportFormat;
import dev.mullion.audit.Exports;
import dev.mullion.audit.LogCheck;
import dev.mullion.audit.Readers;
import dev.mullion.audit.Recorded;
import dev.mullion.identity.Access;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.http.Download;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log as files, the proof of one event, and the button that hashes the log again. */
@Controller
class AuditFiles {

    private final Doorway doorway;
    private final Exports exports;
    private final Readers readers;
    private final ChainState chain;

    AuditFiles(Doorway doorway, Exports exports, Readers readers, ChainState chain) {
        this.doorway = doorway;
        this.exports = exports;
        this.readers = readers;
        this.chain = chain;
    }

    @Recorded(AuditAction.AUDIT_VERIFIED)
    @PostMapping("/w/{slug}/audit/verify")
    void verify(@PathVariable("slug") String slug, Caller caller, HttpServletResponse response) {
        Access access = admitted(slug, caller);
        LogCheck.Found found = chain.verify(access.workspace().id(), access.actor());
        String done = found instanceof LogCheck.Found.Holds ? "verified" : "broken";
        response.setHeader("Location", "/w/" + access.workspace().slug() + "/audit?done=" + done);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    @Recorded(AuditAction.AUDIT_EXPORTED)
    @GetMapping("/w/{slug}/audit/export")
    void export(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletResponse response)
            throws IOException {
        Access access = admitted(slug, caller);
        AuditQuery query = AuditQuery.of(parameters);
        ExportFormat format = ExportFormat.of(parameters.getOrDefault("format", ""))
                .orElseThrow(() -> UnfitParameter.oneOf(
                        "format",
                        Arrays.stream(ExportFormat.values())
                                .map(ExportFormat::word)
                                .toList()));
        Exports.Export export = exports.prepare(access.workspace().id(), access.actor(), format, query.filter());
        Download.send(response, format.mediaType(), access.workspace().slug() + format.suffix(), export::write);
    }

    @Recorded(AuditAction.PROOF_TAKEN)
    @GetMapping("/w/{slug}/audit/{index}/proof")
    void proof(
            @PathVariable("slug") String slug,
            @PathVariable("index") String index,
            Caller caller,
            HttpServletResponse response)
            throws IOException {
        Access access = admitted(slug, caller);
        if (!index.matches("[0-9]{1,18}")) {
            throw new NotHere();
        }
        String proof = readers.proof(access.workspace().id(), Long.parseLong(index), access.actor())
                .orElseThrow(NotHere::new);
        Download.send(
                response,
                "text/plain",
                access.workspace().slug() + "-" + index + ".mullion-proof",
                out -> out.write(proof.getBytes(StandardCharsets.UTF_8)));
    }

    /** The rest opens doors of its own, so this one is closed again. */
    private Access admitted(String slug, Caller caller) {
        return doorway.within(slug, caller, Visit.AUDIT, access -> access);
    }
}
