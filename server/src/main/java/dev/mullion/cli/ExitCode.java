package dev.mullion.cli;

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

    int number() {
        return number;
    }
}
