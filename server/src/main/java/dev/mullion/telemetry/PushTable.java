package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.counts;
import static dev.mullion.telemetry.Columns.flags;
import static dev.mullion.telemetry.Columns.ids;
import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.keys.IdHash;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pushes. */
final class PushTable implements Table<IdHash, PushTable.PushRow> {

    private final TenantSql tenant;

    PushTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    /**
     * Reference and both tips make the id, and decide everything but the instant: the same tips pushed again, after a
     * forced push back, are the push that was there before.
     */
    record PushRow(Push push) implements Row<PushRow> {

        IdHash id() {
            return push.id();
        }

        @Override
        public PushRow and(PushRow other) {
            return push.at().isAfter(other.push.at()) ? other : this;
        }

        @Override
        public int bytesKept() {
            return push.bytesKept();
        }
    }

    @Override
    public Map<IdHash, PushRow> find(Collection<IdHash> keys) {
        return tenant.sql("""
                select id, repository_id, branch, to_default, created, deleted, forced, pusher, commits, distinct_commits,
                       committed_at, at
                  from push
                 where workspace_id = :workspace
                   and id = any (:ids::uuid[])
                """).param("ids", texts(keys, key -> key)).query(PushTable::stored).list().stream()
                .collect(Collectors.toMap(PushRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<PushRow> rows) {
        List<Push> pushes = rows.stream().map(PushRow::push).toList();
        tenant.sql("""
                insert into push (workspace_id, id, repository_id, branch, to_default, created, deleted, forced, pusher,
                                  commits, distinct_commits, committed_at, at)
                select :workspace, g.id, g.repository, g.branch, g.to_default, g.created, g.deleted, g.forced, g.pusher,
                       g.commits, g.distinct_commits, g.committed_at::timestamptz[], g.at
                  from unnest(:ids::uuid[], :repositories::bigint[], :branches::uuid[], :toDefault::boolean[],
                              :created::boolean[], :deleted::boolean[], :forced::boolean[], :pushers::uuid[],
                              :commits::int[], :distinct::int[], :committed::text[], :at::timestamptz[])
                       g (id, repository, branch, to_default, created, deleted, forced, pusher,
                          commits, distinct_commits, committed_at, at)
                    on conflict (workspace_id, id) do update
                   set repository_id = excluded.repository_id, branch = excluded.branch, to_default = excluded.to_default,
                       created = excluded.created, deleted = excluded.deleted, forced = excluded.forced,
                       pusher = excluded.pusher, commits = excluded.commits, distinct_commits = excluded.distinct_commits,
                       committed_at = excluded.committed_at, at = excluded.at
                """)
                .param("ids", texts(pushes, Push::id))
                .param("repositories", ids(pushes, push -> push.repository().value()))
                .param("branches", texts(pushes, Push::branch))
                .param("toDefault", flags(pushes, Push::toDefault))
                .param("created", flags(pushes, Push::created))
                .param("deleted", flags(pushes, Push::deleted))
                .param("forced", flags(pushes, Push::forced))
                .param("pushers", texts(pushes, Push::pusher))
                .param("commits", counts(pushes, Push::commits))
                .param("distinct", counts(pushes, Push::distinctCommits))
                .param("committed", texts(pushes, PushTable::arrayLiteral))
                .param("at", texts(pushes, Push::at))
                .update();
    }

    /** An array of arrays would be one flat list to unnest. */
    private static String arrayLiteral(Push push) {
        return push.committedAt().stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static PushRow stored(ResultSet row, int number) throws SQLException {
        return new PushRow(new Push(
                new IdHash(row.getObject("id", UUID.class)),
                new RepositoryId(row.getLong("repository_id")),
                Columns.hash(row, "branch"),
                row.getBoolean("to_default"),
                row.getBoolean("created"),
                row.getBoolean("deleted"),
                row.getBoolean("forced"),
                Columns.hash(row, "pusher"),
                row.getInt("commits"),
                row.getInt("distinct_commits"),
                instants(row),
                Columns.at(row, "at")));
    }

    private static List<Instant> instants(ResultSet row) throws SQLException {
        return Arrays.stream((Timestamp[]) row.getArray("committed_at").getArray())
                .map(at -> Objects.requireNonNull(at).toInstant())
                .toList();
    }
}
