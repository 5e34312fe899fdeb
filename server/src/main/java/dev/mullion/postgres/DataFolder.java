package dev.mullion.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** PostgreSQL's own folder: made once, of one major version for good. */
record DataFolder(Path path) {

    private static final Duration LONGEST_INITDB = Duration.ofMinutes(2);

    /** Made beside its final place and moved at the end, so that a folder which is there is whole. */
    void createIfAbsent(Account account, Binaries binaries, AdminPassword password, ServerLog log)
            throws IOException, InterruptedException {
        Path unfinished = path.resolveSibling("data.unfinished");
        Folders.delete(unfinished);
        if (Folders.isEmpty(path)) {
            initdb(account, binaries, password, log, unfinished);
            Files.writeString(
                    unfinished.resolve("postgresql.conf"),
                    "include '" + Settings.FILE + "'\n",
                    StandardOpenOption.APPEND);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    void mustBeOfThisVersion() throws IOException {
        Path file = path.resolve("PG_VERSION");
        String found = Files.exists(file) ? Files.readString(file).strip() : "no version";
        if (!found.equals(Binaries.MAJOR)) {
            throw new EmbeddedPostgresException(path + " holds data of PostgreSQL " + found + ", and this Mullion runs "
                    + Binaries.MAJOR + "; nothing was changed. Start the Mullion that wrote it and move the data over"
                    + " (pg_dump, then restore), or choose another MULLION_DATA");
        }
    }

    void write(Settings settings, Account account) throws IOException {
        write(Settings.FILE, settings.text(), account);
        write("pg_hba.conf", Settings.CLIENTS, account);
    }

    private void write(String name, String text, Account account) throws IOException {
        Path file = Files.writeString(path.resolve(name), text);
        account.takeOver(file);
    }

    private static void initdb(Account account, Binaries binaries, AdminPassword password, ServerLog log, Path target)
            throws IOException, InterruptedException {
        long mark = log.size();
        byte[] line = password.expose(ascii -> Arrays.copyOf(ascii, ascii.length + 1));
        line[line.length - 1] = '\n';
        try {
            int code = Command.run(command(account, binaries, target), line, log.file(), LONGEST_INITDB);
            if (code != 0) {
                throw new EmbeddedPostgresException("initdb of " + target + " ended with " + code
                        + ", expected 0; see that the disk has room and the folder is writable. It said:\n"
                        + log.since(mark));
            }
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    /** The password comes through a pipe of the account's own: {@code nobody} may not open one that root made. */
    private static List<String> command(Account account, Binaries binaries, Path target) {
        return account.command(
                "sh",
                "-c",
                "cat | \"$@\"",
                "initdb",
                binaries.program("initdb"),
                "--pgdata=" + target,
                "--username=" + EmbeddedPostgres.ADMIN,
                "--pwfile=/dev/stdin",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions");
    }
}
