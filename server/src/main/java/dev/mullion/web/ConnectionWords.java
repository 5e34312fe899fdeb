package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Grants;
import dev.mullion.connectors.Manifest;
import dev.mullion.ingest.Deliveries;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection in words. */
final class ConnectionWords {

    /** Webhooks have no schedule. A company of any size pushes something within a day. */
    private static final Duration QUIET = Duration.ofDays(1);

    private ConnectionWords() {}

    static StateWord state(Connection connection) {
        String phrase = connection.state().phrase();
        return switch (connection.state()) {
            case WAITING -> StateWord.waits(connection.kind().isRead() ? "Waiting for the first run" : phrase);
            case ACTIVE -> StateWord.active(phrase);
            case REFUSED -> StateWord.refused(phrase);
            case SUSPENDED, DISCONNECTED -> StateWord.waits(phrase);
        };
    }

    /** What is read by the clock is stale after twice its schedule. */
    static Freshness freshness(Connection connection, Manifest manifest, @Nullable Instant last, Wording wording) {
        if (!connection.takes()) {
            return Freshness.disconnected(wording.moment(connection.stateAt()));
        }
        if (last == null) {
            return Freshness.empty();
        }
        Duration quiet =
                connection.kind().isRead() ? manifest.freshness().every().multipliedBy(2) : QUIET;
        return last.isBefore(wording.now().minus(quiet))
                ? Freshness.stale(wording.moment(last))
                : Freshness.fresh(wording.moment(last));
    }

    /** Why it is in its state, as a sentence. */
    static @Nullable String said(Connection connection) {
        String said = connection.said();
        return said == null ? null : Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".";
    }

    /** Of a vendor that cannot tell what a key may do, each permission was tried. */
    static StateWord granted(Manifest.Scope scope, Grants.Grant granted, Connection connection) {
        if (granted.permissions().contains(scope.name())) {
            return StateWord.quiet(connection.kind() == Connection.Kind.KEY ? "Granted, as a try showed" : "Granted");
        }
        return scope.need() == Manifest.Need.NEEDED ? StateWord.waits("Not granted") : StateWord.quiet("Not granted");
    }

    /** Tokens of an installation are narrowed to what it cannot do without; elsewhere a run uses what there is. */
    static String used(
            Manifest.Scope scope,
            Grants.Grant granted,
            Connection connection,
            @Nullable Instant last,
            Wording wording) {
        if (scope.need() == Manifest.Need.OPTIONAL && connection.kind() == Connection.Kind.APP) {
            return "no run uses it";
        }
        if (!granted.permissions().contains(scope.name())) {
            return "no run can use it";
        }
        return last == null
                ? "not used yet"
                : "last used by a run " + wording.moment(last).text();
    }

    static dev.mullion.web.view.Deliveries deliveries(
            Deliveries.Figures figures, Receipt.@Nullable Search search, Wording wording) {
        Deliveries.Counts total = figures.total();
        return new dev.mullion.web.view.Deliveries(
                wording.count(total.received()),
                wording.count(total.duplicate()),
                wording.count(total.refused() + total.unreadable()),
                wording.count(total.ignored() + total.disconnected()),
                Receipt.of(wording, total.bytesRead(), total.bytesKept(), search),
                figures.last() == null ? null : wording.moment(figures.last()));
    }
}
