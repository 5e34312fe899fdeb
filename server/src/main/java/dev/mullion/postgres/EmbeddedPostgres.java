package dev.mullion.postgres;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL of our own, on 127.0.0.1 alone and behind a password, that lives as long as this object and
 * never longer than this process: a killed JVM takes it along. Its data survive. Threads may share it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The administrator's user name. */
    public static final String ADMIN = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration UNPACKING_ELSEWHERE = Duration.ofMinutes(2);

    private final FolderLock lock;
    private final Supervisor supervisor;
    private final Postmaster postmaster;
    private final int port;
    private boolean closed;

    private EmbeddedPostgres(FolderLock lock, Launch.Attempt.Ready ready) {
        this.lock = lock;
        this.supervisor = ready.supervisor();
        this.postmaster = ready.postmaster();
        this.port = ready.port();
    }

    /**
     * How a server may differ from the usual one.
     *
     * @param sharedBinaries where the unpacked programs are kept, for several folders to share; null keeps them in the
     *     server's own folder
     * @param durable false loses data, or all of it, when the machine stops
     */
    public record Options(@Nullable Path sharedBinaries, boolean durable) {

        public static Options standard() {
            return new Options(null, true);
        }

        public Options binariesIn(Path folder) {
            return new Options(folder, durable);
        }

        /** For tests alone: PostgreSQL no longer waits for the disk, and a power cut may ruin the whole folder. */
        public Options withoutDurability() {
            return new Options(sharedBinaries, false);
        }
    }

    /**
     * Unpacks PostgreSQL (once per version), initialises the folder (once), clears what a killed server left, and
     * starts; returns when connections are accepted. The folder gets {@code binaries}, {@code data}, {@code lock} and
     * {@code postgres.log}, all for the owner's eyes only.
     *
     * @param password counts when the folder is initialised; later starts use the one it has
     * @throws EmbeddedPostgresException when another process uses the folder, when it holds another major version, or
     *     when the server does not start; the message names the remedy
     */
    public static EmbeddedPostgres start(Path directory, AdminPassword password, Options options) {
        return start(directory, password, options, new Circumstances(Account::current, Launch::anyFreePort));
    }

    /** {@link #start(Path, AdminPassword, Options)} with the standard options. */
    public static EmbeddedPostgres start(Path directory, AdminPassword password) {
        return start(directory, password, Options.standard());
    }

    public int port() {
        return port;
    }

    /** The address of one database, without user or password. */
    public String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /**
     * Tables and write-ahead log. Read this and not the folder above: there lies the lock, which a reader would drop.
     */
    public Path dataDirectory() {
        return postmaster.data();
    }

    /** False once the server has ended, be it by {@link #close} or by itself. */
    public boolean isAlive() {
        return supervisor.isAlive();
    }

    /** The server's process id: it leads the processes that hold what is in its memory. */
    public long pid() {
        return postmaster.pid();
    }

    long supervisorPid() {
        return supervisor.pid();
    }

    /**
     * Stops the server: open transactions are rolled back, sessions ended, memory written out. Waits at most half a
     * minute, then kills it, which loses nothing committed. Closing again does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            supervisor.stop();
            postmaster.clear(); // still there only when somebody killed its supervisor
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot stop the embedded PostgreSQL of " + dataDirectory(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("interrupted; PostgreSQL of " + dataDirectory() + " is stopping", e);
        }
    }

    /** What a test sets: whom the server runs as, and which port is tried. */
    record Circumstances(Account.Choice account, Launch.Ports ports) {}

    static EmbeddedPostgres start(Path directory, AdminPassword password, Options options, Circumstances here) {
        Path folder = directory.toAbsolutePath().normalize();
        try {
            Folders.createPrivate(folder);
            FolderLock lock = FolderLock.tryTake(folder).orElseThrow(() -> inUse(folder));
            boolean started = false;
            try {
                var server = new EmbeddedPostgres(lock, ready(folder, password, options, here));
                started = true;
                return server;
            } finally {
                if (!started) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "cannot start the embedded PostgreSQL in " + folder + ": " + e.getMessage()
                            + "; see that its disk has room and that all in it belongs to the user who runs Mullion",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("interrupted while PostgreSQL was starting in " + folder, e);
        }
    }

    private static Launch.Attempt.Ready ready(Path folder, AdminPassword password, Options options, Circumstances here)
            throws IOException, InterruptedException {
        Account account = here.account().make();
        account.takeOver(folder);
        ServerLog log = ServerLog.openedIn(folder);
        Binaries binaries = binaries(folder, options, account);
        var data = new DataFolder(folder.resolve("data"));
        data.createIfAbsent(account, binaries, password, log);
        data.mustBeOfThisVersion();
        account.takeOver(data.path());
        return new Launch(account, binaries, data, log, options.durable()).until(here.ports());
    }

    /** A shared copy is a matter of speed alone: where it cannot be made or run, the folder gets its own. */
    private static Binaries binaries(Path folder, Options options, Account account)
            throws IOException, InterruptedException {
        Path shared = options.sharedBinaries();
        if (shared != null) {
            try {
                return binariesOn(shared.toAbsolutePath(), account);
            } catch (IOException | EmbeddedPostgresException e) {
                LOG.info("PostgreSQL's programs are not shared from {}: {}", shared, e.getMessage());
            }
        }
        return binariesOn(folder.resolve("binaries"), account);
    }

    private static Binaries binariesOn(Path shelf, Account account) throws IOException, InterruptedException {
        Folders.createPrivate(shelf);
        try (var _ = FolderLock.take(shelf, UNPACKING_ELSEWHERE)) {
            var binaries = Binaries.unpackedIn(shelf);
            account.takeOver(binaries.folder());
            account.takeOver(shelf);
            account.mustReach(binaries.program("postgres"));
            return binaries;
        }
    }

    private static EmbeddedPostgresException inUse(Path folder) {
        return new EmbeddedPostgresException(folder + " is in use by process " + FolderLock.holder(folder)
                + "; one Mullion at a time works in a folder: stop that one, or choose another MULLION_DATA");
    }
}
