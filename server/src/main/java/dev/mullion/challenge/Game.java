package dev.mullion.challenge;

import dev.mullion.identity.Credential;
import dev.mullion.tenancy.SessionPastTheGuards;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A game under way. Threads may share it. */
public final class Game implements AutoCloseable {

    private final Flag flag;
    private final Credential token;
    private final Supplier<SessionPastTheGuards> sessions;
    private final CountDownLatch over = new CountDownLatch(1);
    private final SqlDoor door;
    private volatile boolean found;

    Game(Flag flag, Credential token, Supplier<SessionPastTheGuards> sessions, int sqlPort) {
        this.flag = flag;
        this.token = token;
        this.sessions = sessions;
        this.door = SqlDoor.open(sqlPort, (in, out) -> play(in, out, ""));
    }

    /** Where lines of SQL are taken, on 127.0.0.1. */
    public int sqlPort() {
        return door.port();
    }

    /** A token of {@code sample} that may do everything there. */
    public Credential token() {
        return token;
    }

    /**
     * Plays with one player until they leave, in a database session of their own.
     *
     * @param prompt what asks for a line; may be empty
     * @throws IOException when they went away
     */
    public void play(BufferedReader in, PrintWriter out, String prompt) throws IOException {
        try (SessionPastTheGuards session = sessions.get()) {
            new SqlPrompt(session, flag, this::find, prompt).talk(in, out);
        }
    }

    /** Waits at most {@code patience} until somebody has the flag or the game is ended; says whether they have it. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        return found;
    }

    /** Ends it before its time. */
    public void end() {
        over.countDown();
    }

    Flag flag() {
        return flag;
    }

    private void find() {
        found = true;
        end();
    }

    @Override
    public void close() {
        door.close();
    }
}
