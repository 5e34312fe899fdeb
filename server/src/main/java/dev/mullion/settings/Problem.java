package dev.mullion.settings;

/**
 * One setting that cannot be used.
 *
 * @param problem what is wrong with it and what was expected
 * @param remedy what to do next
 */
public record Problem(String setting, String problem, String remedy) {

    @Override
    public String toString() {
        return setting + ": " + problem + "\n    " + remedy;
    }
}
