package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.cli.Said;
import dev.mullion.cli.Typed;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.tenancy.Workspace;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recurring revenue month by month, on the command line. */
class MonthlyRevenueTest {

    /** What the command says of a month in EUR: the start, what moved, the end. */
    private record Line(String month, List<BigDecimal> amounts) {

        static Line of(String written) {
            String[] words = written.replace(" so far", "").strip().split(" +");
            return new Line(
                    words[0], Arrays.stream(words).skip(2).map(BigDecimal::new).toList());
        }

        BigDecimal start() {
            return amounts.getFirst();
        }

        BigDecimal end() {
            return amounts.getLast();
        }

        BigDecimal moved() {
            return amounts.subList(0, amounts.size() - 1).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    @Test
    void leadsFromMonthToMonthByWhatMovedAndEndsWhereTheApiDoes() {
        ReadStripe sample = ReadStripe.connectedTo(StripeAccount.ofSample(ReadStripe.KEY, ReadStripe.ANCHOR));
        sample.read();

        List<Line> lines = typed(sample.workspace, "--months", "12")
                .out()
                .lines()
                .filter(line -> line.contains(" EUR "))
                .map(Line::of)
                .toList();

        assertThat(lines).hasSizeGreaterThan(6);
        assertThat(lines.getLast().month())
                .isEqualTo(YearMonth.now(ZoneOffset.UTC).toString());
        assertThat(lines).anyMatch(line -> line.amounts().size() > 3);
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            assertThat(line.moved()).as(line.month()).isEqualByComparingTo(line.end());
            if (at > 0) {
                assertThat(line.start())
                        .as(line.month())
                        .isEqualTo(lines.get(at - 1).end());
            }
            if (at < lines.size() - 1) {
                assertThat(line.end()).as(line.month()).isEqualTo(api(sample.workspace, line.month()));
            }
        }
    }

    @Test
    void saysOfAMonthWithoutRevenueThatThereIsNone() {
        Said said = typed(ReadGitHub.server().newWorkspace(), "--months", "2");

        assertThat(said.exit()).isZero();
        assertThat(said.out().lines()).hasSize(4).last().asString().endsWith(" so far  none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--months 0", "--months 25", "--months 3 --days 30"})
    void saysWhatItTakes(String options) {
        Said said = typed(ReadGitHub.server().newWorkspace(), options.split(" ", -1));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("--months is 1 to 24, and without --days");
    }

    /** At the end of a month. */
    private static BigDecimal api(Workspace workspace, String month) {
        String path = "/api/v1/workspaces/" + workspace.slug() + "/finance/mrr?at="
                + YearMonth.parse(month).plusMonths(1) + "-01T00:00:00Z";
        String token = "Bearer " + ReadGitHub.server().token(workspace, "finance:read");
        JsonNode mrr = JsonMapper.shared()
                .readTree(ReadGitHub.server().get(path, "Authorization", token).body());
        return mrr.path("sums")
                .valueStream()
                .map(sum -> sum.path("net"))
                .filter(net -> net.path("currency").asString().equals("EUR"))
                .map(net -> new BigDecimal(net.path("amount").asString()))
                .findFirst()
                .orElseThrow();
    }

    private static Said typed(Workspace workspace, String... options) {
        return new Typed(ReadGitHub.server())
                .run(Stream.concat(
                                Stream.of("mrr", "--workspace", workspace.slug().value()), Stream.of(options))
                        .toArray(String[]::new));
    }
}
