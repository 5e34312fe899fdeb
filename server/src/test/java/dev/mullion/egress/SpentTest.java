package dev.mullion.egress;

import static dev.mullion.egress.TestEgress.TEXT;
import static dev.mullion.egress.TestVendor.inTurn;
import static dev.mullion.egress.TestVendor.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.egress.Allowance.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpentTest {

    private static final String OK = "HTTP/1.1 200 OK";
    private static final String BUSY = "HTTP/1.1 503 Service Unavailable";

    private final HandTime time = new HandTime();
    private final Spent spent = new Spent();

    private static LimitSigns telling() {
        LimitSigns usual = LimitSigns.standard();
        return new LimitSigns() {
            @Override
            public Sign read(Head head) {
                return usual.read(head);
            }

            @Override
            public List<Allowance> left(Head head, String account) {
                Optional<Long> left = head.count("x-left");
                return left.stream()
                        .map(count -> new Allowance(Kind.REQUESTS, count, null, null, Instant.EPOCH))
                        .toList();
            }
        };
    }

    private Outcome<String> ask(TestVendor vendor) {
        Endpoint endpoint = Endpoint.get(vendor.origin(), "/list");
        try (Egress egress = TestEgress.to(time, vendor)) {
            return egress.client(TestEgress.permit(endpoint).withSigns(telling()))
                    .send(Call.get(endpoint.address(List.of()), "a"), TEXT);
        }
    }

    @Test
    void countsEachRequestThatLeftAndWhichOfThemAskedOnceMore() {
        try (TestVendor vendor = TestVendor.start(inTurn(saying(BUSY, ""), saying(OK, "{}"), saying(OK, "{}")))) {
            spent.during(() -> ask(vendor));
            spent.during(() -> ask(vendor));

            assertThat(spent.requests()).isEqualTo(vendor.received().size()).isEqualTo(3);
            assertThat(spent.repeats()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheVendorsLastWordOfEachKind() {
        try (TestVendor vendor = TestVendor.start(
                inTurn(saying(OK + "\r\nX-Left: 12", "{}"), saying(OK + "\r\nX-Left: 11", "{}"), saying(OK, "{}")))) {
            spent.during(() -> ask(vendor));
            spent.during(() -> ask(vendor));
            spent.during(() -> ask(vendor));

            assertThat(spent.left()).extracting(Allowance::left).containsExactly(11L);
        }
    }

    /** Else the requests of one connection would stand in the record of another. */
    @Test
    void whatOtherWorkAsksIsNotCounted() {
        Spent other = new Spent();
        try (TestVendor vendor = TestVendor.start(saying(OK + "\r\nX-Left: 12", "{}"))) {
            ask(vendor);
            other.during(() -> ask(vendor));

            assertThat(spent.requests()).isZero();
            assertThat(spent.left()).isEmpty();
            assertThat(other.requests()).isEqualTo(1);
        }
    }

    @Test
    void whatCouldNotBeSentIsNotCounted() {
        TestVendor gone = TestVendor.start(saying(OK, "{}"));
        gone.close();

        assertThat(spent.during(() -> ask(gone))).isInstanceOf(Outcome.Unreachable.class);

        assertThat(spent.requests()).isZero();
        assertThat(spent.repeats()).isZero();
    }
}
