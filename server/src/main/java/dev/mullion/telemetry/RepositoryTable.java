package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.counts;
import static dev.mullion.telemetry.Columns.flags;
import static dev.mullion.telemetry.Columns.ids;
import static dev.mullion.telemetry.Columns.texts;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The repositories, removed ones included. */
final class RepositoryTable implements Table<RepositoryId, RepositoryTable.RepositoryRow> {

    private final TenantSql tenant;

    RepositoryTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    /**
     * What only a full statement says, and then as a whole: a language that the latest full statement leaves out is
     * gone.
     */
    record Details(
            @Nullable Boolean archived,
            @Nullable Boolean fork,
            @Nullable String language,
            @Nullable Integer sizeKilobytes,
            @Nullable Integer openIssues) {

        static final Comparator<Details> ORDER = comparing(Details::archived, nullsFirst(naturalOrder()))
                .thenComparing(Details::fork, nullsFirst(naturalOrder()))
                .thenComparing(Details::language, nullsFirst(naturalOrder()))
                .thenComparing(Details::sizeKilobytes, nullsFirst(naturalOrder()))
                .thenComparing(Details::openIssues, nullsFirst(naturalOrder()));

        private static final Details UNSAID = new Details(null, null, null, null, null);

        @Nullable Stated<Details> statedAt(@Nullable Instant at) {
            return equals(UNSAID) ? null : Stated.of(this, at);
        }
    }

    /**
     * @param isPrivate its version is that of the latest statement of any kind; null while only the removal is known
     */
    record RepositoryRow(
            RepositoryId id,
            @Nullable Stated<Boolean> isPrivate,
            @Nullable Stated<Details> details,
            @Nullable Instant createdAt,
            @Nullable Instant pushedAt,
            @Nullable Instant removedAt)
            implements Row<RepositoryRow> {

        static RepositoryRow of(Repository said) {
            Details details =
                    new Details(said.archived(), said.fork(), said.language(), said.sizeKilobytes(), said.openIssues());
            return new RepositoryRow(
                    said.id(),
                    new Stated<>(said.isPrivate(), said.asOf()),
                    details.statedAt(said.asOf()),
                    said.createdAt(),
                    said.pushedAt(),
                    null);
        }

        static RepositoryRow removed(RepositoryId id, Instant at) {
            return new RepositoryRow(id, null, null, null, null, at);
        }

        @Override
        public RepositoryRow and(RepositoryRow other) {
            return new RepositoryRow(
                    id,
                    Stated.later(isPrivate, other.isPrivate),
                    Stated.later(details, other.details, Details.ORDER),
                    Stated.least(createdAt, other.createdAt),
                    Stated.greatest(pushedAt, other.pushedAt),
                    Stated.greatest(removedAt, other.removedAt));
        }

        @Override
        public int bytesKept() {
            String language = language();
            return 8 + 3 + 4 + 4 + 5 * 8 + (language == null ? 0 : language.length());
        }

        @Nullable String language() {
            return details == null ? null : details.value().language();
        }

        <T> @Nullable T detail(Function<Details, @Nullable T> part) {
            return details == null ? null : part.apply(details.value());
        }
    }

    @Override
    public Map<RepositoryId, RepositoryRow> find(Collection<RepositoryId> keys) {
        return tenant
                .sql("""
                select id, private, archived, fork, language, size_kilobytes, open_issues, detailed_at,
                       created_at, pushed_at, removed_at, as_of
                  from repository
                 where workspace_id = :workspace
                   and id = any (:ids::bigint[])
                """)
                .param("ids", ids(keys, RepositoryId::value))
                .query(RepositoryTable::stored)
                .list()
                .stream()
                .collect(Collectors.toMap(RepositoryRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<RepositoryRow> rows) {
        tenant.sql("""
                insert into repository (workspace_id, id, private, archived, fork, language, size_kilobytes, open_issues,
                                        detailed_at, created_at, pushed_at, removed_at, as_of)
                select :workspace, g.*
                  from unnest(:ids::bigint[], :private::boolean[], :archived::boolean[], :fork::boolean[], :language::text[],
                              :size::int[], :issues::int[], :detailed::timestamptz[], :created::timestamptz[],
                              :pushed::timestamptz[], :removed::timestamptz[], :asOf::timestamptz[]) g
                    on conflict (workspace_id, id) do update
                   set private = excluded.private, archived = excluded.archived, fork = excluded.fork,
                       language = excluded.language, size_kilobytes = excluded.size_kilobytes,
                       open_issues = excluded.open_issues, detailed_at = excluded.detailed_at,
                       created_at = excluded.created_at, pushed_at = excluded.pushed_at,
                       removed_at = excluded.removed_at, as_of = excluded.as_of
                """)
                .param("ids", ids(rows, row -> row.id().value()))
                .param("private", flags(rows, row -> Stated.valueOf(row.isPrivate())))
                .param("archived", flags(rows, row -> row.detail(Details::archived)))
                .param("fork", flags(rows, row -> row.detail(Details::fork)))
                .param("language", texts(rows, RepositoryRow::language))
                .param("size", counts(rows, row -> row.detail(Details::sizeKilobytes)))
                .param("issues", counts(rows, row -> row.detail(Details::openIssues)))
                .param("detailed", texts(rows, row -> Stated.versionOf(row.details())))
                .param("created", texts(rows, RepositoryRow::createdAt))
                .param("pushed", texts(rows, RepositoryRow::pushedAt))
                .param("removed", texts(rows, RepositoryRow::removedAt))
                .param("asOf", texts(rows, row -> Stated.versionOf(row.isPrivate())))
                .update();
    }

    private static RepositoryRow stored(ResultSet row, int number) throws SQLException {
        Details details = new Details(
                Columns.flag(row, "archived"),
                Columns.flag(row, "fork"),
                row.getString("language"),
                Columns.count(row, "size_kilobytes"),
                Columns.count(row, "open_issues"));
        return new RepositoryRow(
                new RepositoryId(row.getLong("id")),
                Stated.of(Columns.flag(row, "private"), Columns.instant(row, "as_of")),
                details.statedAt(Columns.instant(row, "detailed_at")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "pushed_at"),
                Columns.instant(row, "removed_at"));
    }
}
