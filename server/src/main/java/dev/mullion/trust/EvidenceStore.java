package dev.mullion.trust;

import dev.mullion.tenancy.GlobalSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Leases and evidence in the database. A row whose seal does not hold is no evidence: SQL injected as the app role
 * could otherwise turn red to active.
 */
final class EvidenceStore {

    /** So much past is kept of each control. */
    static final int HISTORY = 50;

    private final GlobalSql global;
    private final Seals seals;

    EvidenceStore(GlobalSql global, Seals seals) {
        this.global = global;
        this.seals = seals;
    }

    private record Row(PromiseId promise, @Nullable Evidence evidence) {}

    /**
     * Takes the lease of a control, when nobody has it and its last run ended by {@code dueBy}.
     *
     * @param until when the lease ends by itself; to the millisecond
     */
    boolean claim(PromiseId promise, Instant now, Instant dueBy, Instant until) {
        return claim(promise.value(), now, dueBy, until);
    }

    /** Takes the lease of what probes share, when nobody has it. */
    boolean claim(String resource, Instant now, Instant until) {
        return claim(resource, now, now, until);
    }

    /** Ends a lease before its time. */
    void release(String id, Instant lease) {
        global.sql("update control set claimed_until = null where id = :id and claimed_until = :lease")
                .param("id", id)
                .param("lease", Timestamp.from(lease))
                .update();
    }

    private boolean claim(String id, Instant now, Instant dueBy, Instant until) {
        return global.sql("""
                insert into control (id, claimed_until)
                values (:id, :until)
                on conflict (id) do update
                   set claimed_until = excluded.claimed_until
                 where (control.claimed_until is null or control.claimed_until <= :now)
                   and (control.probed_at is null or control.probed_at <= :due)
                """)
                        .param("id", id)
                        .param("until", Timestamp.from(until))
                        .param("now", Timestamp.from(now))
                        .param("due", Timestamp.from(dueBy))
                        .update()
                == 1;
    }

    /** Saves what was seen and ends the lease; false where the lease had ended by itself and somebody else has it. */
    boolean save(PromiseId promise, Evidence evidence, Instant lease) {
        String finding = Findings.write(evidence.finding());
        boolean held = row(global.sql("""
                with held as (
                    update control
                       set probed_at = :at, claimed_until = null
                     where id = :id
                       and claimed_until = :lease
                    returning id
                )
                insert into control_evidence (control_id, at, verdict, took_ms, finding, seal)
                select held.id, :at, :verdict, :took, :finding, :seal
                  from held
                """), promise, evidence, finding)
                        .param("lease", Timestamp.from(lease))
                        .update()
                == 1;
        forgetOld(promise);
        return held;
    }

    private JdbcClient.StatementSpec row(
            JdbcClient.StatementSpec statement, PromiseId promise, Evidence evidence, String finding) {
        return statement
                .param("id", promise.value())
                .param("at", Timestamp.from(evidence.at()))
                .param("verdict", evidence.verdict().word())
                .param("took", Math.toIntExact(evidence.took().toMillis()))
                .param("finding", finding)
                .param("seal", seals.of(promise, evidence.at(), evidence.took(), finding));
    }

    private void forgetOld(PromiseId promise) {
        global.sql("""
                delete from control_evidence
                 where control_id = :id
                   and at < (select min(kept.at)
                               from (select e.at
                                       from control_evidence e
                                      where e.control_id = :id
                                      order by e.at desc
                                      limit :history) kept)
                """).param("id", promise.value()).param("history", HISTORY).update();
    }

    /** The newest evidence of each control; one whose newest was tampered with has none. */
    Map<PromiseId, Evidence> newest() {
        Map<PromiseId, Evidence> newest = new TreeMap<>();
        global.sql("""
                select distinct on (control_id) control_id, at, took_ms, finding, seal
                  from control_evidence
                 order by control_id, at desc
                """).query(this::row).list().forEach(row -> {
            if (row.evidence() != null) {
                newest.put(row.promise(), row.evidence());
            }
        });
        return newest;
    }

    /** What was seen of one control, newest first, at most {@link #HISTORY}. */
    List<Evidence> history(PromiseId promise) {
        return global.sql("""
                select control_id, at, took_ms, finding, seal
                  from control_evidence
                 where control_id = :id
                 order by at desc
                 limit :history
                """).param("id", promise.value()).param("history", HISTORY).query(this::row).list().stream()
                .flatMap(row -> Optional.ofNullable(row.evidence()).stream())
                .toList();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        PromiseId promise = new PromiseId(row.getString("control_id"));
        Instant at = row.getTimestamp("at").toInstant();
        Duration took = Duration.ofMillis(row.getInt("took_ms"));
        String finding = row.getString("finding");
        boolean sealed = seals.hold(promise, at, took, finding, row.getBytes("seal"));
        return new Row(promise, sealed ? new Evidence(at, took, Findings.read(finding)) : null);
    }
}
