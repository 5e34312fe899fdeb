package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.mullion.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs once all tests are over, in a run of all of them: names every route that no test carried out, every event that a
 * route declares and no request left, and every excuse that no request needed.
 */
class RecordedByTheSuite {

    private static final String NAME = RecordedByTheSuite.class.getSimpleName();

    @Test
    @Attack("audit-31")
    void everyRouteLeftWhatItDeclaresAtLeastOnce() throws IOException {
        assumeThat(System.getProperty("test", NAME))
                .as("other tests alone were asked for")
                .isEqualTo(NAME);

        Set<String> missing = new TreeSet<>(declared());
        missing.removeAll(seen());

        assertThat(missing)
                .as("a route, and what it is @Recorded to leave, that no request of any test left")
                .isEmpty();
    }

    private static List<String> declared() {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("dev.mullion").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Recorded.class))
                        .flatMap(RecordedByTheSuite::declared)
                        .toList();
    }

    private static Stream<String> declared(JavaMethod method) {
        Recorded says = method.getAnnotationOfType(Recorded.class);
        String route = method.getOwner().getSimpleName() + "." + method.getName() + "\t";
        Stream<String> excuse = says.unless().isEmpty() ? Stream.of() : Stream.of(RecordedTally.NOTHING);
        return Stream.concat(Arrays.stream(says.value()).map(AuditAction::name), excuse)
                .map(route::concat);
    }

    private static Set<String> seen() throws IOException {
        Set<String> seen = new HashSet<>();
        try (Stream<Path> files = Files.list(RecordedTally.FOLDER)) {
            for (Path file : files.toList()) {
                seen.addAll(Files.readAllLines(file));
            }
        }
        return seen;
    }
}
