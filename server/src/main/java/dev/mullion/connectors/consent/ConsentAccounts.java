package dev.mullion.connectors.consent;

import dev.mullion.connectors.AlreadyClaimed;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.consent.Consent.Account;
import dev.mullion.connectors.consent.Consent.State;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What consents open, and which of it is connected, inside an open door. */
@Component
public class ConsentAccounts {

    private static final int MOST_ACCOUNTS = 50;

    private final ConsentRows rows;
    private final ConsentTokens tokens;
    private final ConsentEndings endings;
    private final Connections connections;
    private final ApplicationEventPublisher events;

    ConsentAccounts(
            ConsentRows rows,
            ConsentTokens tokens,
            ConsentEndings endings,
            Connections connections,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.tokens = tokens;
        this.endings = endings;
        this.connections = connections;
        this.events = events;
    }

    /** The consent that a connection lives on. */
    public Optional<Consent> of(ConnectionId connection) {
        return rows.holding(connection).flatMap(rows::find);
    }

    public Optional<Consent> find(ConsentId id) {
        return rows.find(id);
    }

    /** The same, and nobody else changes that consent until the transaction ends. */
    Optional<Consent> hold(ConnectionId connection) {
        return rows.holding(connection).flatMap(rows::hold);
    }

    /**
     * What a consent opens, as its vendor says it. One account alone was chosen at the vendor already; of several,
     * somebody has to say which.
     */
    public void opened(ConsentId id, Collection<Account> accounts) {
        Consent consent = rows.find(id).orElseThrow();
        if (accounts.isEmpty() || accounts.size() > MOST_ACCOUNTS) {
            tokens.end(
                    id,
                    accounts.isEmpty()
                            ? "no organisation was chosen at the vendor"
                            : "the consent opens more than " + MOST_ACCOUNTS + " organisations",
                    Actor.system("sync"));
            return;
        }
        rows.putAccounts(id, accounts);
        rows.become(id, accounts.size() == 1 ? State.LIVE : State.CHOOSING, null);
        if (accounts.size() == 1) {
            connect(consent, accounts.iterator().next().account(), Actor.system("sync"));
        }
    }

    /** One of the chosen accounts is connected to another workspace; nothing was connected. */
    public static final class Elsewhere extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final UUID account;

        Elsewhere(UUID account) {
            super("an account that was chosen is connected to another workspace", null, false, false);
            this.account = account;
        }

        public UUID account() {
            return account;
        }
    }

    /**
     * The vendor lets a connection read no more. Where nothing else is read by its consent, nothing secret of that
     * stays.
     *
     * @param visited when the visit that showed it began; a consent that came since then is another one, and stays
     */
    public void left(ConnectionId connection, String why, Instant visited) {
        of(connection)
                .filter(consent -> consent.state() != State.ENDED)
                .filter(consent -> !consent.stateAt().isAfter(visited))
                .filter(consent -> rows.othersThatTake(consent.id(), connection) == 0)
                .ifPresent(consent -> tokens.end(consent.id(), why, Actor.system("sync")));
    }

    /**
     * Connects some accounts of a consent; those that are connected already stay as they are.
     *
     * @throws Elsewhere where another workspace has one of them
     */
    public List<ConnectionId> choose(ConsentId id, Collection<UUID> chosen, Actor actor) {
        Consent consent = rows.hold(id)
                .filter(found -> found.state() == State.CHOOSING || found.state() == State.LIVE)
                .orElseThrow(() -> new IllegalArgumentException("this consent has nothing to choose from"));
        Map<UUID, Account> accounts =
                consent.accounts().stream().collect(Collectors.toMap(Account::account, Function.identity()));
        if (chosen.isEmpty() || !accounts.keySet().containsAll(chosen)) {
            throw new IllegalArgumentException("one or more accounts of this consent are chosen");
        }
        rows.become(id, State.LIVE, null);
        List<ConnectionId> made = new ArrayList<>();
        for (UUID account : chosen) {
            try {
                made.add(connect(consent, account, actor));
            } catch (AlreadyClaimed _) {
                throw new Elsewhere(account);
            }
        }
        return made;
    }

    /** Ends a consent of which nothing is wanted. */
    void chooseNone(ConsentId id, Actor actor) {
        Consent consent = rows.hold(id)
                .filter(found -> found.state() == State.CHOOSING)
                .orElseThrow(() -> new IllegalArgumentException("this consent does not wait for a choice"));
        endings.end(consent, "none of its organisations was chosen", actor);
    }

    /** An account that was connected here before goes on as the same connection, where it was. */
    private ConnectionId connect(Consent consent, UUID account, Actor actor) {
        Optional<ConnectionId> earlier = rows.earlier(consent.connector(), account);
        Optional<Consent> before = earlier.flatMap(rows::holding).flatMap(rows::hold);
        ConnectionId connection =
                connections.grant(consent.connector(), account.toString(), earlier.orElse(null), actor);
        rows.connect(consent.id(), account, connection);
        AccountConnected connected = new AccountConnected(Workspaces.bound(), connection);
        Workspaces.afterCommit(() -> events.publishEvent(connected));
        before.filter(old -> !old.id().equals(consent.id()) && old.state() != State.ENDED)
                .filter(old -> rows.living(old.id()) == 0)
                .ifPresent(old -> endings.end(old, "a newer consent took its place", actor));
        return connection;
    }
}
