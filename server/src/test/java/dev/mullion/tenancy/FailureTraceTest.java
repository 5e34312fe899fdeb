package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FailureTraceTest {

    private static final String CANARY = "canary of a row";

    @Test
    @Attack("isolation-55")
    void saysKindsAndPlacesOfAllCausesAndNoMessage() {
        var failure = new IllegalStateException(CANARY, new SQLException(CANARY, "23505", new Error(CANARY)));
        failure.addSuppressed(new IllegalArgumentException(CANARY));

        assertThat(FailureTrace.of(failure))
                .startsWith("java.lang.IllegalStateException\n\tat " + FailureTraceTest.class.getName() + ".")
                .contains("\ncaused by java.sql.SQLException (SQLSTATE 23505)\n\tat ")
                .contains("\ncaused by java.lang.Error\n\tat ")
                .doesNotContain("canary");
    }

    @Test
    void endsWhereCausesGoRoundOrPlacesGoOn() {
        var first = new IllegalStateException();
        var second = new IllegalStateException(first);
        first.initCause(second);
        var deep = new StackOverflowError();
        StackTraceElement[] places = new StackTraceElement[1_024];
        Arrays.fill(places, new StackTraceElement("a.B", "c", "B.java", 1));
        deep.setStackTrace(places);

        assertThat(FailureTrace.of(first).split("caused by")).hasSize(8);
        assertThat(FailureTrace.of(deep).lines()).hasSize(62).endsWith("\t... 964 more");
    }
}
