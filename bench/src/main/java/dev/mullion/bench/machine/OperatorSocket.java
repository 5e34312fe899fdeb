package dev.mullion.bench.machine;

import dev.mullion.bench.BenchmarkFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives commands to a running server as {@code bin/mullion} does, without a JVM for each: some hundred workspaces take
 * a second.
 */
final class OperatorSocket {

    private final Path socket;
    private final JsonMapper json = new JsonMapper();

    OperatorSocket(Path data) {
        this.socket = data.resolve("operator.socket");
    }

    String command(List<String> words) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                PrintWriter out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), true);
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            out.println(json.writeValueAsString(Map.of("arguments", words)));
            JsonNode answer = json.readTree(String.valueOf(in.readLine()));
            if (answer.path("exit").asInt(-1) != 0) {
                throw new BenchmarkFailed(String.join(" ", words) + " was refused: "
                        + answer.path("err").asString(""));
            }
            return answer.path("out").asString("");
        } catch (IOException e) {
            throw new BenchmarkFailed(
                    "the server of this run takes no commands at " + socket + ": " + e.getMessage(), e);
        }
    }
}
