package dev.mullion.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL's programs run as. They refuse root, so root gives up its rights in a user namespace; where those are
 * barred (a container's seccomp filter does that) it becomes {@code nobody}, to whom the folders then belong.
 *
 * @param prefix what a command line must start with
 * @param owner the user whom the files must belong to, or {@link #KEEP}
 */
record Account(List<String> prefix, int owner) {

    /** How the account is found; it starts programs to find out. */
    @FunctionalInterface
    interface Choice {
        Account make() throws InterruptedException;
    }

    private static final int KEEP = -1;
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    Account {
        prefix = List.copyOf(prefix);
    }

    static Account current() throws InterruptedException {
        if (!isRoot()) {
            return new Account(List.of(), KEEP);
        }
        return works("unshare", "-U", "true") ? new Account(List.of("unshare", "-U"), ROOT) : nobody();
    }

    static Account nobody() throws InterruptedException {
        String[] setpriv = {"setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"};
        if (!works(Stream.concat(Stream.of(setpriv), Stream.of("true")).toArray(String[]::new))) {
            throw new EmbeddedPostgresException("PostgreSQL refuses to run as root, user namespaces are barred here"
                    + " (unshare -U fails) and setpriv does not work either; run Mullion as an ordinary user, or give"
                    + " it an outside PostgreSQL in MULLION_DATABASE_URL");
        }
        return new Account(List.of(setpriv), NOBODY);
    }

    List<String> command(String... words) {
        return Stream.concat(prefix.stream(), Stream.of(words)).toList();
    }

    void takeOver(Path folder) throws IOException {
        if (owner != KEEP) {
            Folders.giveTo(owner, folder);
        }
    }

    /** Refuses a place where a private folder above the program keeps the account from it. */
    void mustReach(String program) throws InterruptedException {
        if (!works(command("test", "-x", program).toArray(String[]::new))) {
            throw new EmbeddedPostgresException("PostgreSQL cannot run " + program + ": started by root where user"
                    + " namespaces are barred, it runs as nobody, from whom a folder above is closed; run Mullion"
                    + " as an ordinary user, or move MULLION_DATA to where others may enter");
        }
    }

    private static boolean isRoot() throws InterruptedException {
        return works("sh", "-c", "test \"$(id -u)\" = 0");
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return Command.run(command) == 0;
        } catch (IOException _) {
            return false; // not installed, or it hangs: either way it cannot be used
        }
    }
}
