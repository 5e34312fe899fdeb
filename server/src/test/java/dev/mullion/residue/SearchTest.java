package dev.mullion.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SearchTest {

    private final Mark mark = new Mark();
    private final Mark other = Mark.of("MULLIONMARK2");
    private final Mark control = new Mark();
    private final Search search = new Search(List.of(mark, other), control);

    @Test
    void findsEveryFormWhereverAPieceEnds() throws IOException {
        for (byte[] form : Forms.of(mark.reveal())) {
            for (int at : new int[] {0, 1, (1 << 20) - 40, (1 << 20) - 1, 1 << 20, 3_000_000 - form.length}) {
                byte[] haystack = new byte[3_000_000];
                new Random(at).nextBytes(haystack);
                System.arraycopy(form, 0, haystack, at, form.length);
                Found found = new Found("files");
                search.in(new ByteArrayInputStream(haystack), found);
                assertThat(found.isClean())
                        .as("%s at %d", new String(form, StandardCharsets.ISO_8859_1), at)
                        .isFalse();
                assertThat(found.hasControl()).isFalse();
            }
        }
    }

    @Test
    void tellsAControlFromACanaryAndFindsNothingInTheHaystackAlone() throws IOException {
        byte[] haystack = new byte[100_000];
        new Random(7).nextBytes(haystack);
        Found nothing = new Found("files");
        search.in(new ByteArrayInputStream(haystack), nothing);
        assertThat(nothing.isClean()).isTrue();
        assertThat(nothing.hasControl()).isFalse();

        byte[] planted = control.canary(3).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(planted, 0, haystack, 500, planted.length);
        search.in(haystack, nothing);
        assertThat(nothing.isClean()).isTrue();
        assertThat(nothing.hasControl()).isTrue();
    }

    @Test
    void findsWhatSomebodyElsePlanted() {
        Found found = new Found("files");
        search.in("a name of MULLIONMARK200".getBytes(StandardCharsets.UTF_8), found);
        assertThat(found.isClean()).isFalse();
        assertThatThrownBy(() -> Mark.of("mullion")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyCanaryIsItsOwnAndNamesItsField() {
        byte[] one = mark.canary(1_000).getBytes(StandardCharsets.US_ASCII);
        byte[] other = mark.canary(1_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(one).hasSize(24).isNotEqualTo(other).startsWith(mark.reveal());
        assertThat(Mark.field(one[12], one[13])).isEqualTo(1_000);
        assertThat(Arrays.copyOf(one, 12)).isEqualTo(Arrays.copyOf(other, 12));
    }
}
