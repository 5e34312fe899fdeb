package dev.mullion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Parts of the documentation that are made from the code: compared in the suite, written with
 * {@code -Dmullion.write=true}.
 */
public final class Generated {

    private static final String BEGIN = "<!-- generated: ";
    private static final String END = "<!-- end generated -->";

    private Generated() {}

    /** The part of {@code file} named {@code name} is {@code content}. */
    public static void matches(Path file, String name, String content) {
        try {
            String text = Files.readString(file);
            String marker = BEGIN + name + " -->\n";
            int from = text.indexOf(marker) + marker.length();
            int to = text.indexOf(END, from);
            assertThat(to)
                    .as("%s has a part between '%s' and '%s'", file, marker.strip(), END)
                    .isGreaterThan(from - 1);
            if (Boolean.getBoolean("mullion.write")) {
                Files.writeString(file, text.substring(0, from) + content + text.substring(to));
            } else {
                assertThat(text.substring(from, to))
                        .as("%s, part %s: run this test with -Dmullion.write=true and commit the result", file, name)
                        .isEqualTo(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + file, e);
        }
    }
}
