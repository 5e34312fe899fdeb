package dev.mullion.connectors.consent;

import dev.mullion.connectors.Errands;
import dev.mullion.connectors.consent.Consent.State;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretAdmitted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has codes exchanged as soon as a worker has them in the vault, and clears away what nobody finished. A code is
 * exchanged once: who comes second finds the lease taken or the consent further on.
 */
@Component
class CodeExchange implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CodeExchange.class);

    /** Vendors forget a code after some minutes. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** How long accounts wait for somebody to choose among them. */
    private static final Duration CHOICE = Duration.ofMinutes(30);

    /** How long it is remembered that somebody left and nothing came of it. */
    private static final Duration MEMORY = Duration.ofDays(1);

    private static final Actor SYNC = Actor.system("sync");

    private final Workspaces workspaces;
    private final Consents consents;
    private final ConsentRows rows;
    private final ConsentTokens tokens;
    private final ConsentEndings endings;
    private final Clock clock;
    private final boolean isWorker;
    private final Errands errands = new Errands("code-exchange");

    CodeExchange(
            Workspaces workspaces,
            Consents consents,
            ConsentRows rows,
            ConsentTokens tokens,
            ConsentEndings endings,
            Settings settings,
            Clock clock) {
        this.workspaces = workspaces;
        this.consents = consents;
        this.rows = rows;
        this.tokens = tokens;
        this.endings = endings;
        this.clock = clock;
        this.isWorker = settings.custody().isWorker();
    }

    /** Where boxes come in through other servers this is the clock's thread, which waits for no vendor. */
    @EventListener
    void admitted(SecretAdmitted admitted) {
        ConsentId id = new ConsentId(admitted.ref().owner());
        if (admitted.ref().equals(ConsentTokens.Field.CODE.of(id))) {
            errands.run(id, () -> exchange(admitted.workspace(), id));
        }
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 45_000)
    void sweep() {
        if (isWorker) {
            workspaces.list().stream()
                    .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                    .forEach(workspace -> sweep(workspace.id()));
        }
    }

    private void sweep(WorkspaceId workspace) {
        try {
            List<ConsentId> waiting = workspaces.within(workspace, () -> {
                Instant now = clock.instant();
                end(State.ASKED, now.minus(Consents.PATIENCE), "nobody came back from the vendor");
                end(State.SEALED, now.minus(FRESH), "the code was not exchanged in time");
                end(State.CHOOSING, now.minus(CHOICE), "nobody said which of its organisations are read");
                rows.deserted().stream()
                        .flatMap(id -> rows.hold(id).stream())
                        .filter(consent -> consent.state() == State.LIVE && rows.living(consent.id()) == 0)
                        .forEach(consent -> endings.end(consent, "nothing lives on it any more", SYNC));
                rows.sweep(now.minus(MEMORY));
                return rows.sealed().stream()
                        .filter(id ->
                                tokens.has(id, ConsentTokens.Field.CODE)) // else its errand would hide one that can
                        .toList();
            });
            waiting.forEach(id -> errands.run(id, () -> exchange(workspace, id)));
        } catch (RuntimeException e) { // the boundary of one workspace: the others are looked at all the same
            LOG.warn(
                    "The consents of {} could not be looked at: {}",
                    workspace,
                    e.getClass().getSimpleName());
        }
    }

    /** What moved on while it was looked for stays. */
    private void end(State state, Instant before, String why) {
        rows.stale(state, before).stream()
                .flatMap(id -> rows.hold(id).stream())
                .filter(consent -> consent.state() == state)
                .forEach(consent -> endings.end(consent, why, SYNC));
    }

    private void exchange(WorkspaceId workspace, ConsentId id) {
        workspaces
                .within(
                        workspace,
                        () -> rows.find(id)
                                .filter(consent -> consent.state() == State.SEALED)
                                .filter(consent -> tokens.has(id, ConsentTokens.Field.CODE)))
                .flatMap(consent -> consents.flow(consent.connector()))
                .filter(flow -> flow.missing().isEmpty())
                .ifPresent(flow -> flow.exchange(workspace, id));
    }

    @Override
    public void destroy() {
        errands.close();
    }
}
