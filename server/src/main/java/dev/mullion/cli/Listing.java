package dev.mullion.cli;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command found: for programs as the API has it, for people a line each.
 *
 * @param isCut whether there is more
 */
record Listing<T>(List<T> found, boolean isCut, Function<T, ?> view, Function<T, String> line) {

    static <T> Listing<T> whole(List<T> found, Function<T, ?> view, Function<T, String> line) {
        return new Listing<>(found, false, view, line);
    }

    /** @param found was read with a limit of one more than is shown, which tells whether there is more */
    static <T> Listing<T> upTo(int most, List<T> found, Function<T, ?> view, Function<T, String> line) {
        return new Listing<>(found.subList(0, Math.min(most, found.size())), found.size() > most, view, line);
    }

    void print(Console console, JsonOption json) {
        json.print(
                console,
                found.stream().map(view).toList(),
                () -> found.forEach(one -> console.out().println(line.apply(one))));
        if (isCut) {
            console.err().println("the first " + found.size() + "; the API's cursor leads to the rest");
        }
    }

    /** Null is what is not known. */
    static String line(@Nullable Object... words) {
        return Arrays.stream(words)
                .map(word -> word == null || word.toString().isEmpty() ? "-" : word.toString())
                .collect(Collectors.joining("  "));
    }
}
