package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.Mullion;
import dev.mullion.TestServer;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorSocketTest {

    private final TestServer server = TestServer.shared();
    private final Settings settings = server.bean(Settings.class);
    private final Path data = settings.data();

    @Test
    void isForTheOwnerOfTheFolderAlone() throws IOException {
        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(rights(SocketPath.of(data))).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "null",
                "[]",
                "{}",
                "{\"arguments\":null}",
                "{\"arguments\":[null]}",
                "{\"arguments\":{\"a\":1}}",
                "{\"arguments\":[\"workspace\",\"list\"",
                "\0\1\2\3",
                "GET / HTTP/1.1\r"
            })
    @Attack("reliability-35")
    void whatIsNoCommandIsRefusedAndTheNextOneIsCarriedOut(String line) throws IOException {
        assertThat(send(line + "\n")).contains("did not understand").doesNotContain("canary");

        assertThat(listed()).isZero();
    }

    @Test
    @Attack("reliability-35")
    void aLineThatNeverEndsIsReadToItsLimitOnly() throws IOException {
        assertThat(send("{\"arguments\":[\"" + "x".repeat(1_000_000))).contains("did not understand");

        assertThat(listed()).isZero();
    }

    @Test
    void aCommandThatIsTooLongIsToldSo() {
        Said said = Said.by(console ->
                new OperatorClient(data).run(List.of("workspace", "create", "x".repeat(1_000_000)), console));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("at most 65536 characters");
    }

    @Test
    @Attack("reliability-35")
    void whoLeavesInTheMiddleOfALineGivesTheirPlaceBack() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(send("{\"argum")).isNotEmpty();
        }

        assertThat(listed()).isZero();
    }

    /**
     * Eight wait for their command to be typed to its end; who finds no place is told to come again. A command from
     * before may still be on its way out, so that it is not always one alone.
     */
    @Test
    @Attack("reliability-35")
    void theNinthCommandAtOnceIsToldToTryAgain() throws IOException {
        List<SocketChannel> open = new ArrayList<>();
        try (Selector answered = Selector.open()) {
            for (int i = 0; i < 9; i++) {
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(SocketPath.of(data)));
                open.add(channel);
                channel.configureBlocking(false);
                channel.register(answered, SelectionKey.OP_READ, channel);
            }
            answered.select(20_000);

            assertThat(answered.selectedKeys()).isNotEmpty().hasSizeLessThan(4).allSatisfy(key -> {
                ByteBuffer answer = ByteBuffer.allocate(1_000);
                ((SocketChannel) key.attachment()).read(answer);
                assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8))
                        .contains("try again in a moment", "\"exit\":75");
            });
        } finally {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
        assertThat(listed()).isZero();
    }

    @Test
    void aSecondServerOnTheSameFolderDoesNotStartAndTheFirstKeepsItsSocket() {
        assertThatThrownBy(() -> Installation.start(Mullion.class, settings, Clock.systemUTC()))
                .isInstanceOfSatisfying(CommandFailed.class, refused -> {
                    assertThat(refused).hasMessage("a server is running on " + data + " already");
                    assertThat(refused.code()).isEqualTo(ExitCode.CONFLICT);
                });

        assertThat(listed()).isZero();
    }

    @Test
    void withoutAServerACommandSaysHowToStartOne(@TempDir Path folder) throws IOException {
        assertNobodyServes(folder);

        leaveASocketBehind(folder);
        assertNobodyServes(folder);
    }

    private static void assertNobodyServes(Path folder) {
        OperatorClient client = new OperatorClient(folder);
        assertThat(client.reaches()).isFalse();
        assertThatThrownBy(() -> Said.by(console -> client.run(List.of("workspace", "list"), console)))
                .isInstanceOfSatisfying(CommandFailed.class, failed -> {
                    assertThat(failed).hasMessage("no server is running on " + folder);
                    assertThat(failed.hint()).contains("bin/mullion serve").contains("MULLION_DATA");
                });
    }

    /** As a server that was killed does. */
    private static void leaveASocketBehind(Path folder) throws IOException {
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(SocketPath.of(folder)));
        }
        assertThat(SocketPath.of(folder)).exists();
    }

    /** Everything that is answered, however much of the text was taken. */
    private String send(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(SocketPath.of(data)))) {
            try {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                channel.shutdownOutput();
            } catch (IOException _) {
                // Refused before it was all sent; the answer is still there.
            }
            return Channels.newReader(channel, StandardCharsets.UTF_8).readAllAsString();
        }
    }

    private int listed() {
        return Said.by(console -> new OperatorClient(data).run(List.of("workspace", "list"), console))
                .exit();
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
