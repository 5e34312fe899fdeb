package dev.mullion.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Hands a command to the running server of a data folder and brings back what it wrote. */
final class OperatorClient {

    private final Path data;

    OperatorClient(Path data) {
        this.data = data;
    }

    /** Whether a server is at work on this folder. */
    boolean reaches() {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(SocketPath.of(data)))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    int run(List<String> arguments, Console console) {
        JsonMapper json = JsonMapper.shared();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(SocketPath.of(data)));
                PrintWriter out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), true);
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            out.println(json.writeValueAsString(new OperatorSocket.Request(arguments)));
            String line = in.readLine();
            if (line == null) {
                throw new CommandFailed(
                        ExitCode.NOT_ALLOWED,
                        "the server did not take the command",
                        "run it as the user who runs the server");
            }
            OperatorSocket.Answer answer = json.readValue(line, OperatorSocket.Answer.class);
            console.out().print(answer.out());
            console.err().print(answer.err());
            return answer.exit();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.FAILURE,
                    "no server is running on " + data,
                    "start one with bin/mullion demo or bin/mullion serve; for another folder set MULLION_DATA");
        }
    }
}
