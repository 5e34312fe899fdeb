package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.telemetry.ComplianceTask;
import dev.mullion.telemetry.ComplianceTask.Severity;
import dev.mullion.telemetry.ComplianceTask.State;
import dev.mullion.telemetry.risk.ComplianceTasks;
import dev.mullion.telemetry.risk.TaskView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tasks of compliance that were imported. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/risk")
class RiskOperations {

    private final ComplianceTasks tasks;
    private final Seals seals;
    private final Replies replies;

    RiskOperations(ComplianceTasks tasks, Seals seals, Replies replies) {
        this.tasks = tasks;
        this.seals = seals;
        this.replies = replies;
    }

    @Needs(
            value = "risk:read",
            query = {"state", "severity", "limit", "cursor"})
    @GetMapping("/tasks")
    ResponseEntity<byte[]> tasks(Call call) {
        var filter = new ComplianceTasks.Filter(
                call.query().words("state", State.class), call.query().words("severity", Severity.class));
        int limit = call.query().limit();
        return call.within(_ -> {
            Seals.Listing listing = new Seals.Listing("tasks", call.query().filter());
            List<ComplianceTask> found =
                    tasks.list(filter, place(seals.open(listing, call.query().cursor())), limit + 1);
            return replies.page(call, listing, Found.of(found, limit, RiskOperations::place), TaskView::of);
        });
    }

    /** No word has a blank in it. */
    private static String place(ComplianceTask last) {
        String due = last.dueOn() == null ? "-" : last.dueOn().toString();
        return String.join(" ", due, last.id().source(), last.id().task());
    }

    private static @Nullable ComplianceTask place(@Nullable String sealed) {
        if (sealed == null) {
            return null;
        }
        String[] parts = sealed.split(" ", 3);
        return new ComplianceTask(
                new ComplianceTask.Id(parts[1], parts[2]),
                Severity.LOW,
                State.OPEN,
                parts[0].equals("-") ? null : LocalDate.parse(parts[0]),
                Instant.EPOCH);
    }
}
