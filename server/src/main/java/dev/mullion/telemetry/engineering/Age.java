package dev.mullion.telemetry.engineering;

import java.time.Duration;
import java.time.Instant;

/** How long ago something in progress was opened. The order is that of the pages: youngest first. */
public enum Age {
    UNDER_1_DAY(0, 1),
    DAYS_1_TO_3(1, 3),
    DAYS_3_TO_7(3, 7),
    DAYS_7_TO_14(7, 14),
    DAYS_14_TO_30(14, 30),
    OVER_30_DAYS(30, 1_000_000);

    private final Duration atLeast;
    private final Duration under;

    Age(int atLeastDays, int underDays) {
        this.atLeast = Duration.ofDays(atLeastDays);
        this.under = Duration.ofDays(underDays);
    }

    /** When what has this age by {@code now} was opened; what the vendor's clock dates ahead of now counts as new. */
    public Period opened(Instant now) {
        Instant latest = this == UNDER_1_DAY ? Instant.parse("9999-12-31T23:59:59Z") : now.minus(atLeast);
        Instant earliest = this == OVER_30_DAYS ? Instant.EPOCH : now.minus(under);
        return new Period(earliest.plusNanos(1_000), latest.plusNanos(1_000));
    }

    Duration atLeast() {
        return atLeast;
    }
}
