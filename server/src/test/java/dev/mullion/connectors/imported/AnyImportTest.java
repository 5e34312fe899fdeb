package dev.mullion.connectors.imported;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.mullion.Attack;
import java.lang.management.ManagementFactory;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes, and a megabyte of the worst ones. */
@Attack("reliability-35")
class AnyImportTest {

    private static final ImportTerms TERMS = new ImportTerms("any", Instant.EPOCH);
    private static final int MEGABYTE = 1_024 * 1_024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final String CSV = "provider,service,month,amount,currency\r\naws,\"ec\"\"2\",2026-01,1,EUR\r\n";
    private static final String JSON =
            "{\"rows\": [{\"provider\": \"aws\", \"month\": \"2026-01\", \"amount\": 1, \"currency\": \"EUR\"}]}";

    @Property(tries = 3_000)
    void bytesOfAnyKindAreReadOrRefused(
            @ForAll ImportKind kind, @ForAll ImportFormat format, @ForAll @Size(max = 200) byte[] body) {
        assertThat(read(kind, format, body)).isNotNull();
    }

    @Property(tries = 5_000)
    void aBodyWithAFewOtherBytesIsReadOrRefused(@ForAll ImportFormat format, @ForAll Random random) {
        byte[] body = (format == ImportFormat.CSV ? CSV : JSON).getBytes(StandardCharsets.UTF_8);
        byte[] marks = "\",\r\n\\{}[]:0\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        for (int change = 0; change <= random.nextInt(4); change++) {
            body[random.nextInt(body.length)] = marks[random.nextInt(marks.length)];
        }

        assertThat(read(ImportKind.INFRASTRUCTURE, format, body)).isNotNull();
    }

    /** What is written as the standard says is read as it was. */
    @Property(tries = 2_000)
    void anyFieldsComeOutAsTheyWentIn(
            @ForAll @Size(min = 1, max = 5) List<@Size(min = 1, max = 6) List<String>> lines) {
        char[] written = lines.stream()
                .map(line -> line.stream()
                        .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"))
                .toCharArray();
        Csv csv = new Csv(written, written.length);
        List<List<String>> read = new ArrayList<>();
        List<CharBuffer> fields = new ArrayList<>();
        while (csv.next(fields)) {
            read.add(fields.stream().map(CharBuffer::toString).toList());
        }

        assertThat(read).isEqualTo(lines);
    }

    static Stream<String> monsters() {
        return Stream.of(
                filled("\n"),
                filled(","),
                filled("\""),
                filled("\"\""),
                filled("\"a\",\r\n"),
                filled("\uFEFF"),
                filled("\u0000"),
                filled("[", ""),
                filled("{\"rows\":", ""),
                filled("{\"rows\":[", "{},"),
                filled("{\"rows\":[", "{\"provider\":\"x\"},"),
                filled("{\"rows\":[{", "\"a\":1,"),
                filled("{\"rows\":[{\"amount\":", "9"),
                filled("{\"rows\":[{\"provider\":\"", "\\u0041"),
                filled("provider,month,amount,currency\n", ",,,\n"),
                filled("provider,month,amount,currency\n", "\""),
                filled("provider,month,amount,currency\n\"", "\"\""),
                "provider,month,amount,currency\n" + ImportReadingTest.rows(40_000));
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void aMegabyteCostsLessThanASecondAnd64Megabytes(String monster) {
        byte[] body = monster.getBytes(StandardCharsets.UTF_8);
        for (ImportFormat format : ImportFormat.values()) {
            long before = THREADS.getCurrentThreadAllocatedBytes();

            Imported read = Assertions.assertTimeout(
                    Duration.ofSeconds(1), () -> read(ImportKind.INFRASTRUCTURE, format, body));

            assertThat(read).isInstanceOf(Imported.Faulty.class);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(64L * MEGABYTE);
        }
    }

    private static String filled(String piece) {
        return filled("", piece);
    }

    private static String filled(String start, String piece) {
        String repeated = piece.isEmpty() ? start : piece;
        return start + repeated.repeat((MEGABYTE - start.length()) / repeated.getBytes(StandardCharsets.UTF_8).length);
    }

    private static Imported read(ImportKind kind, ImportFormat format, byte[] body) {
        return ImportReading.read(kind, format, TERMS, body.clone(), body.length);
    }
}
