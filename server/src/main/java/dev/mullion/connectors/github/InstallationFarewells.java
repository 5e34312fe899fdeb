package dev.mullion.connectors.github;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Disconnected;
import dev.mullion.connectors.Errands;
import dev.mullion.connectors.Farewells;
import dev.mullion.connectors.Heard;
import dev.mullion.connectors.HeldSecret;
import dev.mullion.connectors.InstallationEndings;
import dev.mullion.connectors.InstallationEndings.Try;
import dev.mullion.egress.Call;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes leave of GitHub for an installation that was disconnected here: the token that is held is ended, and then the
 * installation, so that nothing of the operator's App reads the account any more, not even with a stolen key. Whoever
 * disconnects waits for a moment only; what came to nothing, or was disconnected on a server without the App's key, is
 * looked for every minute by one that has it. Where none has it for hours, it is let go.
 */
@Component
class InstallationFarewells implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(InstallationFarewells.class);
    private static final int GONE = 404;

    private final GitHubApi api;
    private final InstallationTokens tokens;
    private final InstallationEndings endings;
    private final Workspaces workspaces;
    private final Farewells farewells;
    private final boolean isWorker;
    private final Errands errands = new Errands("farewell-round");

    InstallationFarewells(
            GitHubApi api,
            InstallationTokens tokens,
            InstallationEndings endings,
            Workspaces workspaces,
            Farewells farewells,
            Settings settings) {
        this.api = api;
        this.tokens = tokens;
        this.endings = endings;
        this.workspaces = workspaces;
        this.farewells = farewells;
        this.isWorker = settings.custody().isWorker();
    }

    /** Somebody disconnected. What cannot be said now is said by the next round. */
    @EventListener
    void disconnected(Disconnected gone) {
        if (tokens.canMint() && gone.link().account() > 0) {
            Optional<HeldSecret> token = tokens.forget(gone.link());
            farewells.say(
                    () -> {
                        token.ifPresent(held -> tokens.end(gone.link(), held));
                        end(gone.link().workspace(), gone.link().connection());
                    },
                    () -> {});
        }
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 50_000)
    void round() {
        if (isWorker) {
            workspaces.list().stream()
                    .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                    .forEach(workspace -> round(workspace.id()));
        }
    }

    private void round(WorkspaceId workspace) {
        try {
            workspaces
                    .within(workspace, this::due)
                    .forEach(connection -> errands.run(connection, () -> end(workspace, connection)));
        } catch (RuntimeException e) { // the boundary of one workspace: the others are looked at all the same
            LOG.warn(
                    "The installations of {} that end could not be looked at: {}",
                    workspace,
                    e.getClass().getSimpleName());
        }
    }

    /** What this server can try now. */
    List<ConnectionId> due() {
        endings.unbegun().forEach(endings::begin);
        if (tokens.canMint()) {
            return endings.due();
        }
        endings.giveUpUnasked();
        return List.of();
    }

    /** One try, where one is due. Of several servers that have the App's key one makes it. */
    private void end(WorkspaceId workspace, ConnectionId connection) {
        workspaces.within(workspace, () -> endings.take(connection)).ifPresent(one -> make(workspace, one));
    }

    void make(WorkspaceId workspace, Try one) {
        try {
            Heard<Boolean> heard = told(one);
            workspaces.within(workspace, () -> judge(one, heard));
        } catch (TooLate _) {
            LOG.warn("The end of the installation of {} was not asked for: its time was over", one.connection());
        }
    }

    private Heard<Boolean> told(Try one) {
        URI address = api.here(GitHubManifest.END_OF_INSTALLATION).address(List.of(Long.toString(one.installation())));
        Call call = Call.delete(address, "installation-" + one.installation());
        return api.tell(tokens.signed(call, () -> {
            if (!endings.isInTime(one)) {
                throw new TooLate();
            }
        }));
    }

    /** Since it was taken, somebody may have taken the next try, or connected the installation anew. */
    private static final class TooLate extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private boolean judge(Try one, Heard<Boolean> heard) {
        switch (heard) {
            case Heard.Said<Boolean> _ -> endings.ended(one);
            case Heard.Turned<Boolean>(int status, var _) -> {
                if (status == GONE) {
                    endings.unknown(one);
                } else {
                    endings.failed(one, "GitHub answered " + status);
                }
            }
            case Heard.Late<Boolean> late -> endings.failed(one, "GitHub is at its limit: " + late.why());
            case Heard.Broken<Boolean> broken -> endings.failed(one, broken.why());
        }
        return true;
    }

    @Override
    public void destroy() {
        errands.close();
    }
}
