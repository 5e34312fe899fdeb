package dev.mullion.telemetry;

import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A workspace's facts, saved and read back as text. */
public final class Stored {

    /** When everything arrives, later than all that is said. */
    public static final Instant ARRIVAL = Said.hour(500);

    private final TestTenancy tenancy;
    private final WorkspaceId workspace;
    private final Facts facts;

    public Stored(TestTenancy tenancy) {
        this(tenancy, tenancy.newWorkspace().id(), ARRIVAL);
    }

    public Stored(TestTenancy tenancy, WorkspaceId workspace, Instant arrival) {
        this.tenancy = tenancy;
        this.workspace = workspace;
        this.facts = new Facts(tenancy.tenant, Clock.fixed(arrival, ZoneOffset.UTC));
    }

    public WorkspaceId workspace() {
        return workspace;
    }

    public Facts.Saved save(Fact... said) {
        return save(List.of(said));
    }

    public Facts.Saved save(List<? extends Fact> said) {
        return tenancy.workspaces.within(workspace, () -> facts.save(List.copyOf(said)));
    }

    /** From a page that was asked for before it came. */
    public void savePage(Instant asked, Fact... said) {
        tenancy.workspaces.within(workspace, () -> facts.save(List.of(said), asked));
    }

    /** One value of the one pull request that there is, as text. */
    public String of(String column) {
        return tenancy.workspaces.within(
                workspace,
                () -> tenancy.tenant
                        .sql("select to_jsonb(p) from pull_request p where workspace_id = :workspace")
                        .query((row, _) -> tools.jackson.databind.json.JsonMapper.shared()
                                .readTree(row.getString(1))
                                .path(column)
                                .asString("nothing"))
                        .single());
    }

    /** Every row of every table, in the order of the keys. */
    public String everything() {
        return tenancy.workspaces.within(
                workspace,
                () -> Stream.of(
                                rows(
                                        tenancy.tenant,
                                        "select to_jsonb(t) - 'workspace_id' from label t where workspace_id = :workspace"),
                                rows(
                                        tenancy.tenant,
                                        "select to_jsonb(t) - 'workspace_id' from repository t where workspace_id = :workspace"),
                                rows(
                                        tenancy.tenant,
                                        "select to_jsonb(t) - 'workspace_id' from pull_request t where workspace_id = :workspace"),
                                rows(
                                        tenancy.tenant,
                                        "select to_jsonb(t) - 'workspace_id' from review t where workspace_id = :workspace"),
                                rows(
                                        tenancy.tenant,
                                        "select to_jsonb(t) - 'workspace_id' from push t where workspace_id = :workspace"))
                        .collect(Collectors.joining("\n\n")));
    }

    private static String rows(TenantSql tenant, String sql) {
        return tenant.sql(sql).query(String.class).list().stream().sorted().collect(Collectors.joining("\n"));
    }
}
