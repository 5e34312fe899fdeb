package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.checks.Check;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IsolationVerificationTest {

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @Test
    void isOkOnAServerWithEveryLayerInPlace() {
        assertThat(tenancy.verification().run())
                .hasSizeGreaterThan(45)
                .allSatisfy(check ->
                        assertThat(check.outcome()).as(check.toString()).isEqualTo(Check.Outcome.OK));
    }
}
