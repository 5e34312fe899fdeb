package dev.mullion.bench.isolation;

import dev.mullion.keys.KeyRing;
import dev.mullion.keys.MasterKey;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Mullion's own door, as the server wires it: signed context, statement guard, value guard, policies. */
final class MullionWay implements Way {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Workspaces workspaces;
    private final TenantSql tenant;

    MullionWay(String url, String password, Path masterKey, Clock clock) {
        context.registerBean(
                DatabaseAccess.class,
                () -> new DatabaseAccess(url, new DatabaseAccess.Login("mullion_app", password), false));
        context.registerBean(KeyRing.class, () -> new KeyRing(MasterKey.read(masterKey)));
        context.registerBean(Clock.class, () -> clock);
        context.scan("dev.mullion.tenancy");
        context.refresh();
        workspaces = context.getBean(Workspaces.class);
        tenant = context.getBean(TenantSql.class);
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
        context.close();
    }
}
