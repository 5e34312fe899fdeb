package dev.mullion.vault;

import dev.mullion.tenancy.TenantSql;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The stored rows of the workspace whose door is open. Knows nothing of keys. */
@Component
class SecretRows {

    private final TenantSql tenant;
    private final Clock clock;

    SecretRows(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    Optional<SealedRow> find(SecretRef ref) {
        return tenant.sql("""
                select s.class, s.hosts, s.key_version, s.row_version, v.latest, s.sealed
                  from secret s
                  join secret_version v on v.workspace_id = :workspace
                                       and v.owner = s.owner
                                       and v.field = s.field
                 where s.workspace_id = :workspace
                   and s.owner = :owner
                   and s.field = :field
                """)
                .param("owner", ref.owner())
                .param("field", ref.field())
                .query(SealedRow::of)
                .optional();
    }

    /** Some of what is stored, chosen by chance. */
    List<Chosen> chosen(int most) {
        return tenant.sql("""
                select s.owner, s.field, s.class, s.hosts, s.key_version, s.row_version, v.latest, s.sealed
                  from secret s
                  join secret_version v on v.workspace_id = :workspace
                                       and v.owner = s.owner
                                       and v.field = s.field
                 where s.workspace_id = :workspace
                 order by random()
                 limit :most
                """)
                .param("most", most)
                .query((row, number) -> new Chosen(
                        new SecretRef(row.getObject("owner", UUID.class), row.getString("field")),
                        SealedRow.of(row, number)))
                .list();
    }

    /** A row with what it is called. */
    record Chosen(SecretRef ref, SealedRow row) {}

    /** The next version of a row. Others that want one of the same row wait until this transaction ends. */
    long nextVersion(SecretRef ref) {
        return tenant.sql("""
                insert into secret_version (workspace_id, owner, field, latest)
                values (:workspace, :owner, :field, 1)
                on conflict (workspace_id, owner, field) do update
                   set latest = secret_version.latest + 1
                returning latest
                """)
                .param("owner", ref.owner())
                .param("field", ref.field())
                .query(Long.class)
                .single();
    }

    /** Whoever writes this secret waits until this transaction ends. */
    void hold(SecretRef ref) {
        tenant.sql("""
                select latest
                  from secret_version
                 where workspace_id = :workspace
                   and owner = :owner
                   and field = :field
                   for update
                """)
                .param("owner", ref.owner())
                .param("field", ref.field())
                .query(Long.class)
                .optional();
    }

    void put(Envelope.Place place, int keyVersion, byte[] sealed) {
        tenant.sql("""
                insert into secret (workspace_id, owner, field, class, hosts, key_version, row_version, sealed, created_at, sealed_at)
                values (:workspace, :owner, :field, :class, :hosts, :key, :version, :sealed, :now, :now)
                on conflict (workspace_id, owner, field) do update
                   set class = excluded.class, hosts = excluded.hosts, key_version = excluded.key_version,
                       row_version = excluded.row_version, sealed = excluded.sealed, sealed_at = excluded.sealed_at
                """)
                .param("owner", place.ref().owner())
                .param("field", place.ref().field())
                .param("class", place.terms().kind().word())
                .param("hosts", place.terms().sortedHosts().toArray(String[]::new))
                .param("key", keyVersion)
                .param("version", place.rowVersion())
                .param("sealed", sealed)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** The version stays: the same row, put back one day, does not open. */
    boolean remove(SecretRef ref) {
        nextVersion(ref);
        return tenant.sql("""
                delete from secret
                 where workspace_id = :workspace
                   and owner = :owner
                   and field = :field
                """)
                        .param("owner", ref.owner())
                        .param("field", ref.field())
                        .update()
                == 1;
    }

    List<SecretFacts> of(UUID owner) {
        return tenant.sql("""
                select owner, field, class, hosts, key_version, created_at, sealed_at
                  from secret
                 where workspace_id = :workspace
                   and owner = :owner
                 order by field
                 limit 100
                """).param("owner", owner).query(SecretFacts::of).list();
    }
}
