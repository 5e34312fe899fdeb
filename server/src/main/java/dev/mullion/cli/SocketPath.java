package dev.mullion.cli;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import jdk.net.ExtendedSocketOptions;

/** Where the operator's socket of a data folder lies. */
final class SocketPath {

    /** The kernel keeps 108 bytes for the path of a Unix socket, the last one zero (unix(7)). */
    private static final int LONGEST = 100;

    private SocketPath() {}

    /**
     * In the data folder; where that path is too long, in the user's own runtime folder under a name derived from it.
     */
    static Path of(Path data) {
        Path socket = data.resolve("operator.socket");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return socket;
        }
        String name = UUID.nameUUIDFromBytes(data.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", System.getProperty("java.io.tmpdir"));
        return Path.of(runtime, "mullion-" + name + ".socket");
    }

    /** Whether the process at the other end belongs to this one's user: a shared folder may hold somebody's trap. */
    static boolean leadsToOwnUser(SocketChannel channel) throws IOException {
        String own = ProcessHandle.current().info().user().orElse("");
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED)
                .user()
                .getName()
                .equals(own);
    }
}
