package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.ids;
import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.tenancy.TenantSql;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The display names of things. A removed repository stands in the way of every label that is not younger. */
final class LabelTable implements Table<LabelTable.Key, LabelTable.LabelRow> {

    private final TenantSql tenant;

    LabelTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    record Key(Label.Kind kind, long id) {}

    /**
     * One label.
     *
     * @param text null when the latest word is that the repository was removed; such a row is never written
     * @param source null for one from before connections were noted; said by one, it is that one's
     */
    record LabelRow(
            Key key,
            @Nullable String text,
            Instant asOf,
            @Nullable UUID source) implements Row<LabelRow> {

        private static final Comparator<LabelRow> LATER = Comparator.comparing(LabelRow::asOf)
                .thenComparing(LabelRow::text, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(LabelRow::source, Comparator.nullsFirst(Comparator.naturalOrder()));

        static LabelRow of(Label said) {
            return new LabelRow(new Key(said.kind(), said.externalId()), said.text(), said.asOf(), said.source());
        }

        @Override
        public LabelRow and(LabelRow other) {
            return LATER.compare(this, other) >= 0 ? this : other;
        }

        @Override
        public int bytesKept() {
            return 8 + 8 + 4 + (text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Override
    public Map<Key, LabelRow> find(Collection<Key> keys) {
        return tenant
                .sql("""
                select g.kind, g.id, greatest(l.as_of, r.removed_at) as as_of,
                       case when r.removed_at is null or l.as_of > r.removed_at then l.text end as text,
                       case when r.removed_at is null or l.as_of > r.removed_at then l.source end as source
                  from unnest(:kinds::text[], :ids::bigint[]) g (kind, id)
                  left join label l
                    on l.workspace_id = :workspace and l.kind = g.kind and l.external_id = g.id
                   and l.external_id = any (:ids::bigint[])
                  left join repository r
                    on r.workspace_id = :workspace and r.id = g.id and g.kind = 'repository'
                 where l.as_of is not null or r.removed_at is not null
                """)
                .param("kinds", texts(keys, Key::kind))
                .param("ids", ids(keys, Key::id))
                .query((row, _) -> new LabelRow(
                        new Key(Columns.constant(Label.Kind.class, row, "kind"), row.getLong("id")),
                        row.getString("text"),
                        Columns.at(row, "as_of"),
                        row.getObject("source", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(LabelRow::key, Function.identity()));
    }

    @Override
    public void write(Collection<LabelRow> rows) {
        tenant.sql("""
                insert into label (workspace_id, kind, external_id, text, as_of, source)
                select :workspace, g.*
                  from unnest(:kinds::text[], :ids::bigint[], :texts::text[], :asOf::timestamptz[], :sources::uuid[]) g
                    on conflict (workspace_id, kind, external_id) do update
                   set text = excluded.text, as_of = excluded.as_of, source = excluded.source
                """)
                .param("kinds", texts(rows, row -> row.key().kind()))
                .param("ids", ids(rows, row -> row.key().id()))
                .param("texts", texts(rows, LabelRow::text))
                .param("asOf", texts(rows, LabelRow::asOf))
                .param("sources", texts(rows, LabelRow::source))
                .update();
    }

    /** Deletes the labels of removed repositories that are not younger than the removal. */
    void delete(Map<RepositoryId, Instant> removals) {
        tenant.sql("""
                delete from label l
                 using unnest(:ids::bigint[], :at::timestamptz[]) g (id, at)
                 where l.workspace_id = :workspace
                   and l.kind = 'repository'
                   and l.external_id = g.id
                   and l.as_of <= g.at
                """)
                .param("ids", ids(removals.keySet(), RepositoryId::value))
                .param("at", texts(removals.values(), at -> at))
                .update();
    }
}
