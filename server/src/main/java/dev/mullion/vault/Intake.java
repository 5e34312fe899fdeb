package dev.mullion.vault;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyRing;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes vendor tokens, codes and pasted keys in sealed boxes that only a worker opens, and lets a worker put them into
 * the vault. In a box stands, besides the secret, what it is for: a box that is moved to another owner, field or list
 * of hosts is thrown away.
 */
@Component
public class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int MOST = 100;
    private static final Actor INTAKE = Actor.system("intake");

    private final Workspaces workspaces;
    private final GlobalSql global;
    private final TenantSql tenant;
    private final Vault vault;
    private final KeyRing keys;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final boolean isWorker;

    Intake(
            Workspaces workspaces,
            GlobalSql global,
            TenantSql tenant,
            Vault vault,
            KeyRing keys,
            AuditTrail trail,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.workspaces = workspaces;
        this.global = global;
        this.tenant = tenant;
        this.vault = vault;
        this.keys = keys;
        this.trail = trail;
        this.events = events;
        this.isWorker = settings.custody().isWorker();
        this.clock = clock;
    }

    /**
     * What to seal to, and what to seal with the secret, for somebody who has the secret elsewhere: its bytes never
     * come here in the clear.
     *
     * @return the public key, 32 bytes
     */
    public byte[] publicKey() {
        return keys.sets().of(Workspaces.bound().value()).intakePublicKey();
    }

    /**
     * Takes a box that was made with {@link SealedSecret#box}. It is in the vault when a worker has opened it, on this
     * server right after the transaction.
     *
     * @return its name, by which {@link BoxRefused} tells of one that does not open
     * @throws IllegalArgumentException when this very box was handed in before: what it holds may have been replaced
     */
    public UUID submit(SecretRef ref, SecretTerms terms, byte[] box, Actor actor) {
        UUID id = Uuid7.next(clock);
        int taken = tenant.sql("""
                insert into sealed_intake (workspace_id, id, owner, field, class, hosts, actor_kind, actor, box, created_at)
                values (:workspace, :id, :owner, :field, :class, :hosts, :kind, :actor, :box, :now)
                """)
                .param("id", id)
                .param("owner", ref.owner())
                .param("field", ref.field())
                .param("class", terms.kind().word())
                .param("hosts", terms.sortedHosts().toArray(String[]::new))
                .param("kind", actor.kind().word())
                .param("actor", actor.name())
                .param("box", box)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (taken == 0) {
            throw new IllegalArgumentException(
                    "this box was handed in before; seal the secret again, which makes another one");
        }
        WorkspaceId workspace = Workspaces.bound();
        if (isWorker) {
            Workspaces.afterCommit(() -> Thread.ofVirtual().name("intake").start(() -> admit(workspace)));
        } else {
            Workspaces.afterCommit(() -> note(workspace));
        }
        return id;
    }

    /** After the transaction, so that nobody waits for its locks; what is not noted is found within the minute. */
    private void note(WorkspaceId workspace) {
        try {
            global.sql("""
                    insert into intake_waiting (workspace_id, since)
                    values (:id, :now)
                    on conflict (workspace_id) do nothing
                    """)
                    .param("id", workspace.value())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        } catch (DataAccessException e) {
            LOG.warn(
                    "That a sealed box of {} waits could not be noted: {}",
                    workspace,
                    e.getClass().getSimpleName());
        }
    }

    /** Whether a box for this place waits to be opened. Inside an open door. */
    public boolean waitsFor(SecretRef ref) {
        return tenant.sql("""
                select count(*)
                  from sealed_intake
                 where workspace_id = :workspace
                   and owner = :owner
                   and field = :field
                """)
                        .param("owner", ref.owner())
                        .param("field", ref.field())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Whether a box with what reads from a vendor waits to be opened for this owner. Inside an open door. */
    public boolean waitsWithTokenFor(UUID owner) {
        return tenant.sql("""
                select count(*)
                  from sealed_intake
                 where workspace_id = :workspace
                   and owner = :owner
                   and class = :class
                """)
                        .param("owner", owner)
                        .param("class", SecretClass.VENDOR_TOKEN.word())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * Throws away what waits for an owner that ended. What a worker puts into the vault just now is waited for, and is
     * there afterwards.
     */
    public void forget(UUID owner) {
        tenant.sql("delete from sealed_intake where workspace_id = :workspace and owner = :owner")
                .param("owner", owner)
                .update();
    }

    /**
     * Opens what came in through other servers: somebody waits there to see what comes of it. One question for all
     * workspaces, and a door only where something waits.
     */
    @Scheduled(fixedDelay = 1_000)
    void admitWaiting() {
        if (isWorker) {
            waiting().forEach(workspace -> {
                unnote(workspace);
                admit(workspace);
            });
        }
    }

    /**
     * By itself and before: what is noted from now on is looked at again, who notes it waits for no key that is being
     * fetched, and what cannot be opened now is looked at with all others, and not every second.
     */
    private void unnote(WorkspaceId workspace) {
        try {
            global.sql("delete from intake_waiting where workspace_id = :id")
                    .param("id", workspace.value())
                    .update();
        } catch (DataAccessException e) {
            LOG.debug(
                    "That boxes of {} wait stays noted: {}",
                    workspace,
                    e.getClass().getSimpleName());
        }
    }

    private List<WorkspaceId> waiting() {
        try {
            return global.sql("select workspace_id from intake_waiting order by since, workspace_id limit :most")
                    .param("most", MOST)
                    .query((row, _) -> new WorkspaceId(row.getObject("workspace_id", UUID.class)))
                    .list();
        } catch (DataAccessException e) {
            LOG.debug("Whose sealed boxes wait is not known: {}", e.getClass().getSimpleName());
            return List.of();
        }
    }

    /** Opens what stayed when a worker was stopped. */
    @Scheduled(fixedDelay = 60_000)
    void admitAll() {
        if (isWorker) {
            workspaces.list().stream()
                    .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                    .forEach(workspace -> admit(workspace.id()));
        }
    }

    /** Moves every waiting box of a workspace into the vault; what does not open is thrown away and recorded. */
    void admit(WorkspaceId workspace) {
        try {
            workspaces.within(workspace, () -> {
                takenOut().forEach(this::admit);
                return true;
            });
        } catch (RuntimeException anyReason) {
            // Whatever one workspace's rows or keys are like, the boxes of those behind it are opened.
            LOG.warn(
                    "Sealed boxes of {} wait on: {}",
                    workspace,
                    anyReason.getClass().getSimpleName());
        }
    }

    private void admit(WaitingBox waiting) {
        switch (waiting.said()) {
            case WaitingBox.Said.Of(SecretTerms terms, Actor actor) ->
                opened(waiting, terms)
                        .ifPresentOrElse(
                                secret -> store(waiting.ref(), terms, secret, actor),
                                () -> refuse(
                                        waiting,
                                        actor,
                                        "a sealed box did not open for this place and was thrown away"));
            case WaitingBox.Said.Nonsense() ->
                refuse(waiting, INTAKE, "a sealed box came with what nobody could have said of it and was thrown away");
        }
    }

    private Optional<byte[]> opened(WaitingBox waiting, SecretTerms terms) {
        return keys.sets()
                .of(Workspaces.bound().value())
                .openFromIntake(waiting.box().value())
                .flatMap(plain -> SealedSecret.secretOf(plain, Workspaces.bound(), waiting.ref(), terms));
    }

    private void store(SecretRef ref, SecretTerms terms, byte[] secret, Actor actor) {
        try {
            vault.store(ref, terms, secret, actor);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        SecretAdmitted admitted = new SecretAdmitted(Workspaces.bound(), ref);
        Workspaces.afterCommit(() -> events.publishEvent(admitted));
    }

    private void refuse(WaitingBox waiting, Actor actor, String why) {
        trail.record(
                new AuditEvent(AuditAction.SECRET_REFUSED, actor, waiting.ref().toString(), why));
        events.publishEvent(new BoxRefused(Workspaces.bound(), waiting.ref(), waiting.id()));
    }

    /**
     * Taken out and put into the vault in one transaction: stopped in between, they wait on. Of two for one place the
     * later one is put in last.
     */
    private List<WaitingBox> takenOut() {
        return tenant.sql("""
                delete from sealed_intake
                 where workspace_id = :workspace
                   and id in (select w.id
                                from sealed_intake w
                               where w.workspace_id = :workspace
                               order by w.created_at, w.id
                               limit :most)
                returning id, owner, field, class, hosts, actor_kind, actor, box, created_at
                """).param("most", MOST).query(WaitingBox::of).list().stream()
                .sorted(WaitingBox.IN_THE_ORDER_THEY_CAME)
                .toList();
    }
}
