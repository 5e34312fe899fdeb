package dev.mullion.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One start of the server, in a folder that this process has locked. */
final class Launch {

    /** A port of loopback that is free now; another process may take it before the server does. */
    @FunctionalInterface
    interface Ports {
        int free() throws IOException;
    }

    /** What became of one attempt. */
    sealed interface Attempt {
        record Ready(Supervisor supervisor, Postmaster postmaster, int port) implements Attempt {}

        record PortTaken(String log) implements Attempt {}

        record StillInUse(String log) implements Attempt {}

        record Failed(String log) implements Attempt {}
    }

    private static final int PORTS_TO_TRY = 5;
    private static final Duration PATIENCE_WITH_AN_EARLIER_SERVER = Duration.ofSeconds(30);
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(5);

    private final Account account;
    private final Binaries binaries;
    private final DataFolder data;
    private final ServerLog log;
    private final boolean durable;

    Launch(Account account, Binaries binaries, DataFolder data, ServerLog log, boolean durable) {
        this.account = account;
        this.binaries = binaries;
        this.data = data;
        this.log = log;
        this.durable = durable;
    }

    static int anyFreePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Tries again while an earlier server is stopping, and with another port when the chosen one was taken. */
    Attempt.Ready until(Ports ports) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_WITH_AN_EARLIER_SERVER.toNanos();
        int portsTried = 0;
        while (true) {
            var earlier = Postmaster.recordedIn(data.path());
            if (earlier.isPresent()) {
                earlier.get().clear();
            }
            switch (attempt(ports.free())) {
                case Attempt.Ready ready -> {
                    return ready;
                }
                case Attempt.PortTaken taken -> {
                    if (++portsTried == PORTS_TO_TRY) {
                        throw failed("found each of " + PORTS_TO_TRY + " free ports taken", taken.log());
                    }
                }
                case Attempt.StillInUse used -> {
                    if (System.nanoTime() > deadline) {
                        throw failed("found an earlier one that does not stop", used.log());
                    }
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                case Attempt.Failed failed ->
                    throw failed("ended, or was not ready within " + LONGEST_RECOVERY, failed.log());
            }
        }
    }

    private Attempt attempt(int port) throws IOException, InterruptedException {
        data.write(new Settings(port, durable), account);
        long mark = log.size();
        var supervisor = Supervisor.launch(
                account, List.of(binaries.program("postgres"), "-D", data.path().toString()), log);
        boolean ready = false;
        try {
            Long pid = supervisor.readPid();
            var postmaster = new Postmaster(pid == null ? -1 : pid, data.path());
            ready = becomesReady(supervisor, postmaster);
            return ready ? new Attempt.Ready(supervisor, postmaster, port) : reason(log.since(mark));
        } finally {
            if (!ready) {
                supervisor.stop();
            }
        }
    }

    private static boolean becomesReady(Supervisor supervisor, Postmaster postmaster)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (!supervisor.endsWithin(Duration.ofMillis(5))) {
            if (postmaster.isReady()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
        }
        return false;
    }

    private static Attempt reason(String log) {
        if (log.contains("could not create any TCP/IP sockets")) {
            return new Attempt.PortTaken(log);
        }
        return log.contains("lock file \"postmaster.pid\" already exists") || log.contains("pre-existing shared memory")
                ? new Attempt.StillInUse(log)
                : new Attempt.Failed(log);
    }

    private EmbeddedPostgresException failed(String what, String said) {
        return new EmbeddedPostgresException("the embedded PostgreSQL of " + data.path() + " " + what
                + "; the data was left as it is. Its log, " + log.file() + ", ends with:\n" + said);
    }
}
