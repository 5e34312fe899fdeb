package dev.mullion.bench.isolation;

import dev.mullion.bench.machine.MullionModules;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.UUID;

/** Mullion's own door, as the server wires it: signed context, statement guard, value guard, policies. */
final class MullionWay implements Way {

    private final MullionModules modules;
    private final Workspaces workspaces;
    private final TenantSql tenant;

    MullionWay(MullionModules modules) {
        this.modules = modules;
        workspaces = modules.bean(Workspaces.class);
        tenant = modules.bean(TenantSql.class);
    }

    @Override
    public String name() {
        return "Mullion";
    }

    @Override
    public <T> T within(UUID workspace, Statement<T> statement) {
        return workspaces.within(new WorkspaceId(workspace), () -> statement.run(tenant::sql));
    }

    @Override
    public void close() {
        modules.close();
    }
}
