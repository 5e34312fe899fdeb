package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class SecondTryTest {

    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P03"})
    void isMadeWhenTheConnectionBroke(String state) throws SQLException {
        SecondTry.Work<String, SQLException> work = () -> {
            if (tries.incrementAndGet() == 1) {
                throw new SQLException("broken", state);
            }
            return "done";
        };

        assertThat(SecondTry.whenBroken(work)).isEqualTo("done");
        assertThat(tries).hasValue(2);
    }

    @Test
    void isTheLastOne() {
        var broken = new DataAccessResourceFailureException("broken", new SQLException("broken", "08006"));

        assertThatThrownBy(() -> SecondTry.whenBroken(() -> failing(broken))).isSameAs(broken);
        assertThat(tries).hasValue(2);
    }

    static List<RuntimeException> otherReasons() {
        return List.of(
                new CannotGetJdbcConnectionException("none to be had", new SQLException("refused", "08001")),
                new DuplicateKeyException("not broken", new SQLException("duplicate", "23505")),
                new DataAccessResourceFailureException("full", new SQLException("disk full", "53100")),
                new IllegalStateException());
    }

    @ParameterizedTest
    @MethodSource("otherReasons")
    void isNotMadeForAnyOtherReason(RuntimeException reason) {
        assertThatThrownBy(() -> SecondTry.whenBroken(() -> failing(reason))).isSameAs(reason);
        assertThat(tries).hasValue(1);
    }

    private String failing(RuntimeException reason) {
        tries.incrementAndGet();
        throw reason;
    }
}
