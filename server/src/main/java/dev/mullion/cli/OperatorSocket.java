package dev.mullion.cli;

import dev.mullion.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets the owner of the installation's folder, and nobody else, give commands to the running server: a Unix socket of
 * mode 0600 in a folder of mode 0700, and the peer's user is compared as well.
 */
@Component
class OperatorSocket implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorSocket.class);
    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final int LONGEST_LISTENED = 16 * LONGEST_REQUEST;
    private static final int AT_ONCE = 8;

    private static final Answer BUSY = new Answer(
            "",
            "mullion: " + AT_ONCE + " commands are at work, which is the most at once\n    try again in a moment\n",
            ExitCode.TRY_AGAIN.number());

    private final Path path;
    private final Operator operator;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final JsonMapper json = JsonMapper.shared();
    private volatile @Nullable ServerSocketChannel server;

    OperatorSocket(Settings settings, Operator operator) {
        this.path = SocketPath.of(settings.data());
        this.operator = operator;
    }

    /** What a terminal asks for. */
    record Request(List<String> arguments) {
        Request {
            arguments = List.copyOf(arguments);
        }
    }

    /** Everything that the command wrote, and how it ended. */
    record Answer(String out, String err, int exit) {}

    @Override
    public void start() {
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            server = channel;
            Thread.ofVirtual().name("operator-socket").start(() -> accept(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("the operator's socket cannot be opened at " + path, e);
        }
    }

    private void accept(ServerSocketChannel channel) {
        while (channel.isOpen()) {
            try {
                SocketChannel client = channel.accept();
                Thread.ofVirtual().name("operator-command").start(() -> serve(client));
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                LOG.warn("A command could not be received: {}", e.getClass().getSimpleName());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(Channels.newWriter(client, StandardCharsets.UTF_8), true)) {
            if (!SocketPath.leadsToOwnUser(client)) {
                return;
            }
            if (!places.tryAcquire()) {
                out.println(json.writeValueAsString(BUSY));
                return;
            }
            try {
                out.println(json.writeValueAsString(answer(readLine(in))));
            } finally {
                places.release();
            }
        } catch (IOException e) {
            LOG.warn("A command's terminal went away: {}", e.getClass().getSimpleName());
        }
    }

    /**
     * No more than is allowed is kept: what is longer ends in the middle and is no request. The rest of such a line is
     * listened to for a while, because a socket that is closed with something unread is reset, answer and all.
     */
    private static String readLine(BufferedReader in) throws IOException {
        char[] request = new char[LONGEST_REQUEST];
        int length = 0;
        int c = in.read();
        for (int heard = 1; c >= 0 && c != '\n' && heard <= LONGEST_LISTENED; heard++, c = in.read()) {
            if (length < request.length) {
                request[length++] = (char) c;
            }
        }
        return new String(request, 0, length);
    }

    private Answer answer(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err));
        int exit = request(line)
                .map(request -> Commands.inServer(operator, console).run(request.arguments()))
                .orElseGet(() -> {
                    console.fail(
                            "the server did not understand what was asked",
                            "ask with bin/mullion, in at most " + LONGEST_REQUEST + " characters");
                    return ExitCode.USAGE.number();
                });
        console.flush();
        return new Answer(out.toString(), err.toString(), exit);
    }

    private Optional<Request> request(String line) {
        try {
            return Optional.ofNullable(json.readValue(line, Request.class));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    @Override
    public void stop() {
        ServerSocketChannel open = server;
        server = null;
        if (open != null) {
            try {
                open.close();
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.warn(
                        "The operator's socket could not be removed: {}",
                        e.getClass().getSimpleName());
            }
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
