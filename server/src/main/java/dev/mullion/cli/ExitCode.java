package dev.mullion.cli;

import java.util.Arrays;

/** What the shell is told; the numbers are part of the contract. */
enum ExitCode {
    OK(0),
    FAILURE(1),
    USAGE(2),
    NOT_FOUND(3),
    NOT_ALLOWED(4),
    CONFLICT(5),
    VERIFICATION_FAILED(7),
    TRY_AGAIN(75);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** As a server's answer has it. */
    static ExitCode of(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElse(FAILURE);
    }

    int number() {
        return number;
    }
}
