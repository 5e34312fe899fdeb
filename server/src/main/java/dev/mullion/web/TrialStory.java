package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.PermissionTrials;
import dev.mullion.connectors.Tried;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.web.view.ConnectionPage;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.StateWord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What came of trying the permissions of a connection, one by one. */
@Component
class TrialStory {

    private final PermissionTrials trials;
    private final Manifests manifests;
    private final Syncs syncs;

    TrialStory(PermissionTrials trials, Manifests manifests, Syncs syncs) {
        this.trials = trials;
        this.manifests = manifests;
        this.syncs = syncs;
    }

    /** Null where nothing can be tried and nothing was. */
    ConnectionPage.@Nullable Trial of(Visit visit, Connection connection, String at) {
        boolean can = syncs.isRead(connection) && syncs.standing(connection).obstacle() == null;
        boolean may = can && visit.access().allows(ConnectionChanges.MANAGE);
        PermissionTrials.Table last = trials.of(connection.id()).orElse(null);
        if (!may && last == null) {
            return null;
        }
        return new ConnectionPage.Trial(
                may ? at + "/test" : null,
                last == null ? null : table(manifests.of(connection), last),
                last == null ? null : visit.wording().moment(last.at()));
    }

    private static Facts table(Manifest manifest, PermissionTrials.Table last) {
        return Facts.whole(
                "Permissions as they were tried",
                List.of(
                        Facts.Column.of("Permission"),
                        Facts.Column.of("Asked for"),
                        Facts.Column.of("Granted"),
                        Facts.Column.of("Without it"),
                        Facts.Column.of("What the vendor's answer says")),
                last.tried().stream().map(tried -> row(manifest, tried)).toList());
    }

    private static Facts.Row row(Manifest manifest, Tried tried) {
        Optional<Manifest.Scope> asked = manifest.asks().stream()
                .filter(scope -> scope.name().equals(tried.permission()))
                .findFirst();
        String said = tried.said();
        return Facts.Row.of(
                Cell.code(tried.permission()),
                Cell.text(asked.isPresent() ? "yes" : "no"),
                Cell.state(state(tried, asked)),
                Cell.text(asked.map(scope -> without(tried, scope)).orElse("Nothing is missed.")),
                said == null ? Cell.nothing() : Cell.text(said));
    }

    private static StateWord state(Tried tried, Optional<Manifest.Scope> asked) {
        return switch (tried.outcome()) {
            case GRANTED -> StateWord.quiet("Granted");
            case BROADER -> StateWord.refused("Granted, and not asked for");
            case UNTOLD -> StateWord.waits("Not told");
            case MISSING ->
                asked.filter(scope -> scope.need() == Manifest.Need.OPTIONAL).isPresent()
                        ? StateWord.quiet("Not granted")
                        : StateWord.refused("Missing");
        };
    }

    /** What follows comes first, and what it is for after it. */
    private static String without(Tried tried, Manifest.Scope scope) {
        String lost =
                scope.need() == Manifest.Need.NEEDED ? "No run can be done without it: " : "Runs go on without it: ";
        return (tried.outcome() == Tried.Outcome.MISSING ? "Not granted. " : "") + lost + scope.why() + ".";
    }
}
