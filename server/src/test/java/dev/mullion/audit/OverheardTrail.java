package dev.mullion.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The trail of the tests' servers: remembers which request committed which events. */
@Primary
@Component
class OverheardTrail extends AuditTrail {

    /** Bounded, since not every request is asked for. */
    private final Cache<String, List<AuditAction>> committed =
            Caffeine.newBuilder().maximumSize(10_000).build();

    OverheardTrail(TenantSql tenant, GlobalSql global, EntryLog log, Clock clock) {
        super(tenant, global, log, clock);
    }

    @Override
    public void record(AuditEvent event) {
        super.record(event);
        String request = RequestId.current();
        Workspaces.afterCommit(() -> add(request, event));
    }

    @Override
    public void recordOfInstallation(AuditEvent event) {
        super.recordOfInstallation(event);
        add(RequestId.current(), event);
    }

    private void add(String request, AuditEvent event) {
        if (!request.equals("-")) {
            committed.get(request, _ -> new CopyOnWriteArrayList<>()).add(event.action());
        }
    }

    /** What this request left in a log, in order; it is forgotten by that. */
    List<AuditAction> takeAll(String request) {
        return Optional.ofNullable(committed.asMap().remove(request)).orElse(List.of());
    }
}
