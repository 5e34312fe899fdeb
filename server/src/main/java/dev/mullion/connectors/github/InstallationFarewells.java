package dev.mullion.connectors.github;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Disconnected;
import dev.mullion.connectors.Farewells;
import dev.mullion.connectors.Heard;
import dev.mullion.connectors.HeldSecret;
import dev.mullion.connectors.InstallationEndings;
import dev.mullion.connectors.InstallationEndings.Try;
import dev.mullion.egress.Call;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes leave of GitHub for an installation that was disconnected here: the token that is held is ended, and then the
 * installation, so that nothing of the operator's App reads the account any more, not even with a stolen key. Whoever
 * disconnects waits for a moment only; what came to nothing, or was disconnected on a server without the App's key, is
 * looked for every minute by one that has it.
 */
@Component
class InstallationFarewells {

    private static final Logger LOG = LoggerFactory.getLogger(InstallationFarewells.class);
    private static final int GONE = 404;

    private final GitHubApi api;
    private final InstallationTokens tokens;
    private final InstallationEndings endings;
    private final Workspaces workspaces;
    private final Farewells farewells;
    private final boolean isWorker;

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
            List<ConnectionId> due = workspaces.within(workspace, () -> {
                endings.unbegun().forEach(endings::begin);
                return endings.due();
            });
            due.forEach(connection -> end(workspace, connection));
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "The installations of {} that end could not be looked at: {}",
                    workspace,
                    e.getClass().getSimpleName());
        }
    }

    /** One try, where one is due. Of several servers one makes it. */
    void end(WorkspaceId workspace, ConnectionId connection) {
        Optional<Try> taken = workspaces.within(workspace, () -> endings.take(connection));
        if (taken.isPresent()) {
            Try one = taken.get();
            if (tokens.canMint()) {
                Heard<Boolean> heard = told(one);
                workspaces.within(workspace, () -> judge(one, heard));
            } else {
                workspaces.within(workspace, () -> {
                    endings.givenUp(one, "this server has no key of the App");
                    return true;
                });
            }
        }
    }

    private Heard<Boolean> told(Try one) {
        URI address = api.here(GitHubManifest.END_OF_INSTALLATION).address(List.of(Long.toString(one.installation())));
        return api.tell(tokens.signed(Call.delete(address, "installation-" + one.installation())));
    }

    private boolean judge(Try one, Heard<Boolean> heard) {
        switch (heard) {
            case Heard.Said<Boolean> _ -> endings.ended(one);
            case Heard.Turned<Boolean>(int status, var _) -> {
                if (status == GONE) {
                    endings.ended(one);
                } else {
                    endings.failed(one, "GitHub answered " + status);
                }
            }
            case Heard.Late<Boolean> late -> endings.failed(one, "GitHub is at its limit: " + late.why());
            case Heard.Broken<Boolean> broken -> endings.failed(one, broken.why());
        }
        return true;
    }
}
