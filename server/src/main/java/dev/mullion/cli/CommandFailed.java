package dev.mullion.cli;

/**
 * A command could not do what it was asked. The message says what, which and what was expected; the hint what helps.
 */
final class CommandFailed extends RuntimeException {

    private final ExitCode code;
    private final String hint;

    CommandFailed(ExitCode code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    ExitCode code() {
        return code;
    }

    String hint() {
        return hint;
    }
}
