package dev.mullion.bench.audit;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.bench.machine.MullionModules;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.UUID;

/** Through Mullion's door, with every layer of isolation, so that only the record differs. */
final class BehindTheDoor implements Writing {

    private final String name;
    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Recording record;

    private interface Recording {
        void of(int number);
    }

    private BehindTheDoor(String name, MullionModules modules, Recording record) {
        this.name = name;
        this.workspaces = modules.bean(Workspaces.class);
        this.tenant = modules.bean(TenantSql.class);
        this.record = record;
    }

    /** Into the log: committed to, chained into the tree, signed some seconds later. */
    static BehindTheDoor logged(MullionModules modules) {
        AuditTrail trail = modules.bean(AuditTrail.class);
        Actor actor = new Actor(Actor.Kind.PERSON, "per_0198f2ab-77c1-7d3e-9a55-000000000001");
        return new BehindTheDoor(
                "Mullion's log",
                modules,
                number -> trail.record(new AuditEvent(
                        AuditAction.PERMISSIONS_CHANGED, actor, "per_" + number, Writing.detail(number))));
    }

    /** Into a table of its own that anybody with its rights may change afterwards. */
    static BehindTheDoor plain(MullionModules modules) {
        TenantSql sql = modules.bean(TenantSql.class);
        return new BehindTheDoor(
                "plain insert, same door",
                modules,
                number -> sql.sql("""
                insert into plain_event (workspace_id, id, at, action, actor, subject, detail)
                values (:workspace, :id, now(), 'permissions.changed', 'person per_1', :subject, :detail)
                """)
                        .param("id", UUID.randomUUID())
                        .param("subject", "per_" + number)
                        .param("detail", Writing.detail(number))
                        .update());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(UUID workspace, int number) {
        workspaces.within(new WorkspaceId(workspace), () -> {
            tenant.sql("""
                    insert into label (workspace_id, kind, external_id, text, as_of)
                    values (:workspace, 'repository', :id, :text, now())
                    """)
                    .param("id", Writing.thing(name, number))
                    .param("text", "synthetic-service-" + number)
                    .update();
            record.of(number);
            return true;
        });
    }

    @Override
    public void close() {
        // what it writes with is closed by who made it
    }
}
