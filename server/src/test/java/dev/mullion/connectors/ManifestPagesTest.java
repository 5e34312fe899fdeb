package dev.mullion.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.mullion.Generated;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page says is kept and never kept is what the connector's declaration says. */
class ManifestPagesTest {

    /** Every one that is declared, so that a new one is asked for its page. */
    static Stream<Manifest> all() {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("dev.mullion.connectors").stream()
                        .flatMap(declaring -> declaring.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.STATIC)
                                && method.getRawReturnType().isEquivalentTo(Manifest.class)
                                && method.getName().equals("manifest"))
                        .map(method -> declared(method.reflect()))
                        .sorted(Comparator.comparing(Manifest::vendor));
    }

    private static Manifest declared(Method method) {
        try {
            return (Manifest) method.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + method, e);
        }
    }

    @Test
    void everyDeclarationIsFound() {
        assertThat(all()).extracting(Manifest::vendor).contains("GitHub", "Stripe", "Xero");
    }

    @ParameterizedTest
    @MethodSource("all")
    void thePageOfEachHasItsDeclaration(Manifest manifest) {
        String name = manifest.vendor().toLowerCase(Locale.ROOT);

        Generated.matches(Path.of("../docs/" + name + ".md"), "kept", kept(manifest));
    }

    /** Where nothing is said there is nothing to hold anybody to. */
    @ParameterizedTest
    @MethodSource("all")
    void eachSaysWhatItKeepsAndWhatItNeverDoes(Manifest manifest) {
        assertThat(manifest.keeps()).isNotEmpty();
        assertThat(manifest.never()).isNotEmpty();
        assertThat(manifest.projections()).isNotEmpty();
    }

    private static String kept(Manifest manifest) {
        StringBuilder page = new StringBuilder();
        list(page, "Kept:", manifest.keeps());
        list(page, "Never kept:", manifest.never());
        page.append("Every path that is read, and what becomes of it; what is not here is skipped unread:\n\n");
        page.append("| path | in | becomes |\n| --- | --- | --- |\n");
        paths(manifest)
                .forEach((path, in) -> page.append("| `%s` | %s | %s |\n"
                        .formatted(
                                path.path(), String.join(", ", in), path.kind().phrase())));
        return page.toString();
    }

    private static void list(StringBuilder page, String title, List<String> lines) {
        page.append(title).append("\n\n");
        lines.forEach(line -> page.append("- ").append(line).append('\n'));
        page.append('\n');
    }

    /** A path that several bodies have is one line. */
    private static SortedMap<KeptPath, List<String>> paths(Manifest manifest) {
        SortedMap<KeptPath, List<String>> paths =
                new TreeMap<>(java.util.Comparator.comparing(KeptPath::path).thenComparing(KeptPath::kind));
        manifest.projections()
                .forEach((in, kept) ->
                        kept.forEach(path -> paths.computeIfAbsent(path, _ -> new java.util.ArrayList<>())
                                .add(in.equals(Manifest.EVERY_EVENT) ? "every event" : in)));
        return paths;
    }
}
