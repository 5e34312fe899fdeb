package dev.mullion.residue;

import dev.mullion.checks.Check;
import dev.mullion.checks.HeapDump;
import dev.mullion.postgres.DatabaseFolder;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Every place outside the tables that a body could leave something in. What the server cannot reach is reported as
 * that.
 */
@Component
class Places {

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    private final Settings settings;
    private final DatabaseFolder database;

    Places(Settings settings, DatabaseFolder database) {
        this.settings = settings;
        this.database = database;
    }

    /** Before anything is sent: the log has a line that the search must find. */
    void plantInLog(Hunt hunt) {
        LOG.info(
                "Residue is being verified; the control of this run is {}",
                hunt.control().canary(0));
    }

    /** Before the others: what they read is in memory for a moment. */
    Check heap(Hunt hunt) {
        String name = "residue.heap";
        if (!settings.isEmbedded()) {
            return Check.partial(name, "not searched: a heap dump is for installations with the embedded database");
        }
        try {
            if (!HeapDump.fitsIn(settings.data())) {
                return Check.partial(name, "not searched: " + settings.data() + " has no room for a heap dump");
            }
            try (HeapDump dump = dumpWithControl(hunt)) {
                Found found = hunt.files().under(dump.folder(), (_, _) -> true);
                return found.verdict(name, found.hasControl(), hunt.fields());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the heap could not be dumped into " + settings.data(), e);
        }
    }

    private HeapDump dumpWithControl(Hunt hunt) throws IOException {
        byte[] held = hunt.control().canary(0).getBytes(StandardCharsets.US_ASCII);
        try {
            return HeapDump.takenIn(settings.data());
        } finally {
            Reference.reachabilityFence(held);
        }
    }

    /** Files and write-ahead log together must hold the control: it is in the one, the other or both. */
    List<Check> database(Hunt hunt) {
        if (database.path().isEmpty()) {
            String detail = "not reachable: this PostgreSQL is not ours; its files, write-ahead log and log are its"
                    + " operator's to search";
            return List.of(
                    Check.partial("residue.data-files", detail),
                    Check.partial("residue.wal", detail),
                    Check.partial("residue.database-log", detail));
        }
        Path folder = database.path().get();
        Path wal = folder.resolve("pg_wal");
        Found files = hunt.files().under(folder, (path, _) -> !path.equals(wal));
        Found written = hunt.files().under(wal, (_, _) -> true);
        boolean control = files.hasControl() || written.hasControl();
        return List.of(
                files.verdict("residue.data-files", control, hunt.fields()),
                written.verdict("residue.wal", control, hunt.fields()),
                databaseLog(folder, hunt));
    }

    /** The embedded database's log by itself; another's is its operator's to search. */
    Check databaseLog(Hunt hunt) {
        return database.path()
                .map(folder -> databaseLog(folder, hunt))
                .orElseGet(() -> Check.ok(
                        "residue.database-log",
                        "this PostgreSQL is not ours: what it logs is its operator's to search, and statements carry"
                                + " values apart from their text"));
    }

    /** Its folder also has the lock, which a process loses by closing any descriptor of it: it is never opened. */
    private static Check databaseLog(Path folder, Hunt hunt) {
        Path parent = folder.resolveSibling("");
        Found found = hunt.files().under(parent, (path, file) -> file.isRegularFile() && named(path, "postgres.log"));
        return found.verdict("residue.database-log", true, hunt.fields());
    }

    Check serverLog(Hunt hunt) {
        Found found =
                hunt.files().under(settings.data(), (path, file) -> file.isRegularFile() && named(path, "mullion.log"));
        return found.verdict("residue.server-log", found.hasControl(), hunt.fields());
    }

    Check temporaryFiles(Hunt hunt) {
        try {
            Path folder = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
            Path planted = Files.createTempFile(folder, "residue-", ".control");
            try {
                Files.writeString(planted, hunt.control().canary(0));
                Found found = hunt.files().under(folder, changedSince(hunt.begun(), Files.getOwner(planted)));
                return found.verdict("residue.temp-files", found.hasControl(), hunt.fields());
            } finally {
                Files.deleteIfExists(planted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary files could not be searched", e);
        }
    }

    /**
     * This user's files of this run. An installation's own folder may lie there: it is searched by itself, and a file
     * named lock is never opened.
     */
    private BiPredicate<Path, BasicFileAttributes> changedSince(Instant begun, UserPrincipal owner) throws IOException {
        Path own = settings.data().toRealPath();
        Path key = settings.masterKeyFile().toAbsolutePath();
        return (path, file) -> file.isDirectory()
                ? !path.equals(own)
                : !file.lastModifiedTime().toInstant().isBefore(begun)
                        && !path.equals(key)
                        && !path.endsWith("lock")
                        && isOf(owner, path);
    }

    private static boolean isOf(UserPrincipal owner, Path path) {
        try {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(owner);
        } catch (IOException _) {
            return false; // gone by now
        }
    }

    private static boolean named(Path path, String start) {
        return String.valueOf(path.getFileName()).startsWith(start);
    }
}
