package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.ingest.sync.SyncRun.Cause;
import dev.mullion.ingest.sync.SyncRun.Figures;
import dev.mullion.ingest.sync.SyncRun.State;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The record of runs in the workspace whose door is open. */
@Component
public class SyncRuns {

    /** The most of one answer. */
    public static final int MOST = 200;

    private final TenantSql tenant;
    private final Clock clock;

    SyncRuns(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /** Where a page ended; the next begins after it. */
    public record Cursor(Instant startedAt, UUID id) {}

    /** The newest first. */
    public List<SyncRun> newest(ConnectionId connection, int limit) {
        return newest(connection, null, limit);
    }

    /**
     * The newest first.
     *
     * @param after where the page before ended, or null for the first
     * @param limit from 1 to one more than {@link #MOST}, so that a caller can see whether there is a next page
     */
    public List<SyncRun> newest(ConnectionId connection, @Nullable Cursor after, int limit) {
        return tenant.sql("""
                select connection_id, id, cause, state, started_at, ended_at, parts, parts_read, pages, objects, written,
                       unchanged, bytes_read, bytes_kept, covers_from, covers_to, coverage, stop_asked_at, stop_asked_by,
                       requests, repeats, budget_kind, budget_left, budget_most, budget_until, budget_at
                  from sync_run
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and (started_at, id) < (coalesce(:at::timestamptz, 'infinity'::timestamptz),
                                           coalesce(:after::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
                 order by started_at desc, id desc
                 limit :limit::int
                """)
                .param("connection", connection.value())
                .param("at", after == null ? null : Timestamp.from(after.startedAt()))
                .param("after", after == null ? null : after.id().toString())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(SyncRuns::run)
                .list();
    }

    public Optional<SyncRun> find(ConnectionId connection, UUID id) {
        return tenant.sql("""
                select connection_id, id, cause, state, started_at, ended_at, parts, parts_read, pages, objects, written,
                       unchanged, bytes_read, bytes_kept, covers_from, covers_to, coverage, stop_asked_at, stop_asked_by,
                       requests, repeats, budget_kind, budget_left, budget_most, budget_until, budget_at
                  from sync_run
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and id = :id
                """)
                .param("connection", connection.value())
                .param("id", id)
                .query(SyncRuns::run)
                .optional();
    }

    /** The one that is under way; empty where none is. */
    public Optional<SyncRun> running(ConnectionId connection) {
        return newest(connection, MOST).stream().filter(SyncRun::isRunning).findFirst();
    }

    /** The newest that is over and read anything; empty where there is none among the last {@link #MOST}. */
    public Optional<SyncRun> lastRead(ConnectionId connection) {
        return newest(connection, MOST).stream()
                .filter(run -> run.state() == State.COMPLETE || run.state() == State.PARTIAL)
                .findFirst();
    }

    /** The most pages that one of the last {@link #MOST} runs read; empty where none read any. */
    public Optional<Integer> mostPages(ConnectionId connection) {
        return newest(connection, MOST).stream()
                .map(run -> run.figures().pages())
                .filter(pages -> pages > 0)
                .max(Comparator.naturalOrder());
    }

    /** Closes the runs of servers that were killed, and says which; the caller has the right to write for them. */
    List<UUID> closeLeft(ConnectionId connection) {
        return tenant.sql("""
                update sync_run
                   set state = case when pages > 0 then 'partial' else 'failed' end, ended_at = :now,
                       coverage = case when stop_asked_at is null then 'The server stopped before the end'
                                       else 'The server stopped before the run did, which somebody had asked to' end
                                  || case when exists (select c.id
                                                         from connection c
                                                        where c.workspace_id = :workspace
                                                          and c.id = :connection
                                                          and c.state = 'disconnected')
                                          then ', and the connection is disconnected: no run goes on. What was read stays.'
                                          else '; the next run goes on where this one was.' end
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and state = 'running'
                returning id
                """)
                .param("connection", connection.value())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    void begin(Leases.Lease lease, Cause cause) {
        tenant.sql("""
                insert into sync_run (workspace_id, connection_id, id, cause, state, started_at, parts, parts_read, pages,
                                      objects, written, unchanged, bytes_read, bytes_kept, coverage)
                values (:workspace, :connection, :id, :cause, 'running', :now, 0, 0, 0, 0, 0, 0, 0, 0, '')
                """)
                .param("connection", lease.connection().value())
                .param("id", lease.run())
                .param("cause", cause.word())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Notes that somebody wants it to stop; the first wish counts. It sees that with its next page.
     *
     * @return whether this was the first, and it is not over
     */
    boolean askToStop(ConnectionId connection, UUID id, Actor.Kind by) {
        return tenant.sql("""
                update sync_run
                   set stop_asked_at = :now, stop_asked_by = :by
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and id = :id
                   and state = 'running'
                   and stop_asked_at is null
                """)
                        .param("connection", connection.value())
                        .param("id", id)
                        .param("by", by.word())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /**
     * What it did so far, with every page: the record of a run that is killed is true to its last page.
     *
     * @return who asked it to stop; empty where nobody did
     */
    Optional<Actor.Kind> progress(Leases.Lease lease, Coverage coverage) {
        return write(lease, State.RUNNING, coverage, new Coverage.Statement(null, null, ""));
    }

    void end(Leases.Lease lease, State state, Coverage coverage, Coverage.Statement statement) {
        write(lease, state, coverage, statement);
    }

    private Optional<Actor.Kind> write(
            Leases.Lease lease, State state, Coverage coverage, Coverage.Statement statement) {
        Figures figures = coverage.figures();
        return tenant
                .sql("""
                update sync_run
                   set state = :state, ended_at = case when :state = 'running' then null else :now::timestamptz end,
                       parts = :parts, parts_read = :partsRead, pages = :pages, objects = :objects, written = :written,
                       unchanged = :unchanged, bytes_read = :bytesRead, bytes_kept = :bytesKept,
                       covers_from = :from::timestamptz, covers_to = :to::timestamptz, coverage = :coverage,
                       requests = :requests, repeats = :repeats, budget_kind = :budgetKind,
                       budget_left = :budgetLeft::text[]::bigint[], budget_most = :budgetMost::text[]::bigint[],
                       budget_until = :budgetUntil::text[]::timestamptz[], budget_at = :budgetAt::text[]::timestamptz[]
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and id = :id
                returning stop_asked_by
                """)
                .params(BudgetColumns.of(coverage.budgets()))
                .param("connection", lease.connection().value())
                .param("id", lease.run())
                .param("state", state.word())
                .param("now", Timestamp.from(clock.instant()))
                .param("parts", figures.parts())
                .param("partsRead", figures.partsRead())
                .param("pages", figures.pages())
                .param("objects", figures.objects())
                .param("written", figures.written())
                .param("unchanged", figures.unchanged())
                .param("bytesRead", figures.bytesRead())
                .param("bytesKept", figures.bytesKept())
                .param("from", at(statement.from()))
                .param("to", at(statement.to()))
                .param("coverage", statement.sentences())
                .param("requests", figures.requests())
                .param("repeats", figures.repeats())
                .query((row, _) -> Optional.ofNullable(row.getString("stop_asked_by")))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .map(SyncRuns::kind)
                .findFirst();
    }

    private static Actor.Kind kind(String word) {
        return Actor.Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Timestamp at(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static SyncRun run(ResultSet row, int number) throws SQLException {
        return new SyncRun(
                row.getObject("id", UUID.class),
                new ConnectionId(row.getObject("connection_id", UUID.class)),
                Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("started_at").toInstant(),
                instant(row, "ended_at"),
                new Figures(
                        row.getInt("parts"),
                        row.getInt("parts_read"),
                        row.getInt("pages"),
                        row.getInt("objects"),
                        row.getInt("written"),
                        row.getInt("unchanged"),
                        row.getLong("bytes_read"),
                        row.getLong("bytes_kept"),
                        row.getInt("requests"),
                        row.getInt("repeats")),
                instant(row, "covers_from"),
                instant(row, "covers_to"),
                row.getString("coverage"),
                stop(row),
                BudgetColumns.of(row));
    }

    private static SyncRun.@Nullable Stop stop(ResultSet row) throws SQLException {
        Instant at = instant(row, "stop_asked_at");
        return at == null ? null : new SyncRun.Stop(at, kind(row.getString("stop_asked_by")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
