package dev.mullion.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SentTest {

    private static final int MOST = 1_000;

    @Test
    void readsToTheEnd() {
        try (Sent sent = Sent.read(new ByteArrayInputStream(new byte[700]), -1, MOST, () -> 0)) {
            assertThat(sent.length()).isEqualTo(700);
        }
    }

    @Test
    @Attack("reliability-23")
    void aBodyThatComesByteByByteIsWaitedForAsLongAsOneThatComesAtOnce() {
        AtomicLong nanos = new AtomicLong();
        InputStream drip = new InputStream() {
            @Override
            public int read() {
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                return 'x';
            }

            @Override
            public int read(byte[] into, int at, int most) {
                into[at] = (byte) read();
                return 1;
            }
        };

        assertThat(answer(drip, nanos)).isEqualTo(408);
        assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Sent.PATIENCE.plusSeconds(1));
    }

    @Test
    void aSenderWhoFallsSilentIsTooSlowAndOneWhoIsGoneWasCutOff() {
        assertThat(answer(failing(new IOException(new SocketTimeoutException("of a test"))), new AtomicLong()))
                .isEqualTo(408);
        assertThat(answer(failing(new EOFException("of a test")), new AtomicLong()))
                .isEqualTo(400);
    }

    private static InputStream failing(IOException how) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw how;
            }

            @Override
            public int read(byte[] into, int at, int most) throws IOException {
                throw how;
            }
        };
    }

    private static int answer(InputStream in, AtomicLong nanos) {
        AtomicLong status = new AtomicLong();
        assertThatThrownBy(() -> Sent.read(in, MOST, MOST, nanos::get))
                .asInstanceOf(InstanceOfAssertFactories.type(Unfinished.class))
                .satisfies(unfinished -> status.set(unfinished.problem().status()));
        return status.intValue();
    }
}
