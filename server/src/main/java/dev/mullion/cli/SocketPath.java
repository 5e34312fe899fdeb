package dev.mullion.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

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
}
