package dev.mullion.trust;

import dev.mullion.checks.Check;
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
 * could otherwise turn red to active. That role may insert, so such a row, or one of the future, may also stand in
 * front of what was really seen: the newest row is judged as it is, and one that nobody here wrote is itself a failure.
 * However many are inserted, one row of each control is read.
 */
final class EvidenceStore {

    /** So much past is kept of each control. */
    static final int HISTORY = 50;

    /** By so much the clocks of servers on one database may differ; what is later than that is of the future. */
    static final Duration SKEW = Duration.ofMinutes(1);

    static final Check TAMPERED = Check.failed(
            "evidence.own",
            "the newest row of the evidence was not written by this installation, or is of the future: somebody wrote"
                    + " into the database, or a clock was wrong; nothing was known until the next run");

    private final GlobalSql global;
    private final Seals seals;

    EvidenceStore(GlobalSql global, Seals seals) {
        this.global = global;
        this.seals = seals;
    }

    private record Row(
            PromiseId promise, Instant at, @Nullable Evidence evidence) {

        private boolean isOurs(Instant now) {
            return evidence != null && !at.isAfter(now.plus(SKEW));
        }

        private Evidence judged(Instant now) {
            return evidence != null && isOurs(now) ? evidence : new Evidence(now, Duration.ZERO, Finding.of(TAMPERED));
        }
    }

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
        forgetOld(promise, evidence.at());
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

    private void forgetOld(PromiseId promise, Instant saved) {
        global.sql("""
                delete from control_evidence
                 where control_id = :id
                   and (at > :future
                        or at < (select min(kept.at)
                                   from (select e.at
                                           from control_evidence e
                                          where e.control_id = :id
                                            and e.at <= :saved
                                          order by e.at desc
                                          limit :history) kept))
                """)
                .param("id", promise.value())
                .param("future", Timestamp.from(saved.plus(SKEW)))
                .param("saved", Timestamp.from(saved))
                .param("history", HISTORY)
                .update();
    }

    /** The newest evidence of each control; a failure of {@link #TAMPERED} where nobody here wrote the newest row. */
    Map<PromiseId, Evidence> newest(Instant now) {
        Map<PromiseId, Evidence> newest = new TreeMap<>();
        global.sql("""
                select e.control_id, e.at, e.took_ms, e.finding, e.seal
                  from control c
                 cross join lateral (
                       select control_id, at, took_ms, finding, seal
                         from control_evidence
                        where control_id = c.id
                        order by at desc
                        limit 1) e
                 where c.id ~ '^P[0-9]{2}$'
                """).query(this::row).list().forEach(row -> newest.put(row.promise(), row.judged(now)));
        return newest;
    }

    /** Whether the newest row of a control is one that nobody here wrote, or of the future. */
    boolean isTampered(PromiseId promise, Instant now) {
        return global.sql("""
                select control_id, at, took_ms, finding, seal
                  from control_evidence
                 where control_id = :id
                 order by at desc
                 limit 1
                """)
                .param("id", promise.value())
                .query(this::row)
                .optional()
                .filter(row -> !row.isOurs(now))
                .isPresent();
    }

    /** What was seen of one control by {@code now}, newest first, out of its last {@link #HISTORY} rows. */
    List<Evidence> history(PromiseId promise, Instant now) {
        return global
                .sql("""
                select control_id, at, took_ms, finding, seal
                  from control_evidence
                 where control_id = :id
                   and at <= :now
                 order by at desc
                 limit :history
                """)
                .param("id", promise.value())
                .param("now", Timestamp.from(now.plus(SKEW)))
                .param("history", HISTORY)
                .query(this::row)
                .list()
                .stream()
                .flatMap(row -> Optional.ofNullable(row.evidence()).stream())
                .toList();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        PromiseId promise = new PromiseId(row.getString("control_id"));
        Instant at = row.getTimestamp("at").toInstant();
        Duration took = Duration.ofMillis(row.getInt("took_ms"));
        String finding = row.getString("finding");
        boolean sealed = seals.hold(promise, at, took, finding, row.getBytes("seal"));
        return new Row(promise, at, sealed ? new Evidence(at, took, Findings.read(finding)) : null);
    }
}
