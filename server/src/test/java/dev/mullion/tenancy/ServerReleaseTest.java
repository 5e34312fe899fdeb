package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.tenancy.ServerRelease.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Attack("isolation-16")
class ServerReleaseTest {

    @ParameterizedTest
    @CsvSource({
        "180006, OK",
        "180007, OK",
        "180004, PARTIAL",
        "170012, OK",
        "170011, PARTIAL",
        "160016, OK",
        "160001, PARTIAL",
        "150020, FAILED",
        "190000, PARTIAL"
    })
    void knowsTheReleasesWithoutKnownHoles(int number, Outcome outcome) {
        assertThat(ServerRelease.server(number).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "42, 7, 12, OK",
        "42, 7, 13, OK",
        "42, 8, 0, OK",
        "43, 0, 0, OK",
        "42, 7, 11, FAILED",
        "42, 6, 99, FAILED",
        "41, 9, 99, FAILED"
    })
    void knowsTheDriversWithoutKnownHoles(int major, int minor, int patch, Outcome outcome) {
        assertThat(ServerRelease.driver(new Release(major, minor, patch)).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void theDriverOnTheClassPathIsGoodEnough() {
        assertThat(ServerRelease.driver().outcome()).isEqualTo(Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/mullion?preferQueryMode=simple",
                "jdbc:postgresql://db/mullion?ssl=true&preferQueryMode=SIMPLE",
                "jdbc:postgresql://db/mullion?preferQueryMode=%73imple"
            })
    void anAddressThatMixesParametersIntoTheTextIsRefused(String url) {
        assertThatThrownBy(() -> new DatabaseAccess(url, TestTenancy.APP, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("preferQueryMode");
    }
}
