package dev.mullion;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttackListTest {

    private static final String NOT_APPLICABLE = "not applicable: ";
    /** An annotation, and the method behind it, or none where it stands on the class. */
    private static final Pattern TAGGED =
            Pattern.compile("@Attack\\(([^)]*)\\)\\s+(?:class|(?:@\\w+\\s+)*void (\\w+))");

    private static final Pattern ID = Pattern.compile("\"([^\"]+)\"");

    /**
     * One line of attacks.tsv: the case, what is attacked, and the mutation that turns its tests red, or why it does
     * not apply.
     */
    private record Case(String id, String attack, String mutation) {
        static Case parse(String line) {
            String[] fields = line.split("\t", -1);
            assertThat(fields).as("three fields: %s", line).hasSize(3);
            return new Case(fields[0], fields[1], fields[2]);
        }

        boolean applies() {
            return !mutation.startsWith(NOT_APPLICABLE);
        }
    }

    /** What the project set out to survive, by file of cases and number. */
    private static final List<Range> REQUIRED = List.of(
            new Range("secrets", 1, 32),
            new Range("audit", 1, 38),
            new Range("isolation", 1, 47),
            new Range("lab", 1, 11),
            new Range("isolation", 48, 50),
            new Range("isolation", 52, 52),
            new Range("isolation", 56, 56),
            new Range("reliability", 1, 7),
            new Range("reliability", 15, 22),
            new Range("reliability", 24, 24),
            new Range("reliability", 26, 33),
            new Range("reliability", 35, 35),
            new Range("reliability", 44, 44),
            new Range("reliability", 51, 54));

    private record Range(String file, int first, int last) {
        Stream<String> ids() {
            return IntStream.rangeClosed(first, last).mapToObj(number -> file + "-" + number);
        }
    }

    @Test
    void everyCaseHasATestOrAReasonAndTheListIsPublished() throws IOException {
        List<Case> cases = Files.readAllLines(Path.of("src/test/resources/attacks.tsv")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Case::parse)
                .toList();
        Map<String, Set<String>> tests = tests();

        assertThat(cases.stream().filter(Case::applies).filter(listed -> !tests.containsKey(listed.id())))
                .as("cases without a test")
                .isEmpty();
        assertThat(tests.keySet())
                .as("cases that tests name are listed")
                .isSubsetOf(cases.stream().map(Case::id).collect(Collectors.toSet()));
        assertThat(cases.stream().filter(listed -> !listed.applies()).map(Case::id))
                .as("cases that do not apply have no tests")
                .doesNotContainAnyElementsOf(tests.keySet());
        assertThat(cases.stream().map(Case::id))
                .as("cases that are to be survived are listed, each once")
                .doesNotHaveDuplicates()
                .containsAll(REQUIRED.stream().flatMap(Range::ids).toList());
        Generated.matches(Path.of("../docs/attacks.md"), "attacks", table(cases, tests));
    }

    private static String table(List<Case> cases, Map<String, Set<String>> tests) {
        List<String> lines =
                new ArrayList<>(List.of("| case | attack | tests | turned red by |", "| --- | --- | --- | --- |"));
        for (Case listed : cases) {
            String carriers = listed.applies()
                    ? tests.getOrDefault(listed.id(), new TreeSet<>()).stream()
                            .map(test -> "`" + test + "`")
                            .collect(Collectors.joining("<br>"))
                    : "";
            lines.add(
                    "| " + listed.id() + " | " + listed.attack() + " | " + carriers + " | " + listed.mutation() + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static Map<String, Set<String>> tests() {
        JavaClasses classes =
                new ClassFileImporter().withImportOption(new OnlyIncludeTests()).importPackages("dev.mullion");
        Map<String, Set<String>> tests = new TreeMap<>();
        for (JavaClass testClass : classes) {
            if (testClass.isAnnotatedWith(Attack.class)) {
                add(tests, testClass.getAnnotationOfType(Attack.class), testClass.getSimpleName());
            }
            for (JavaMethod method : testClass.getMethods()) {
                if (method.isAnnotatedWith(Attack.class)) {
                    add(
                            tests,
                            method.getAnnotationOfType(Attack.class),
                            testClass.getSimpleName() + "." + method.getName());
                }
            }
        }
        for (Path source : verifierTests()) {
            addFromSource(tests, source);
        }
        return tests;
    }

    /** The verifier is a program of its own, whose classes are not on this path: its tests are read as text. */
    private static List<Path> verifierTests() {
        try (Stream<Path> files = Files.walk(Path.of("../verifier/src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addFromSource(Map<String, Set<String>> tests, Path source) {
        String type = source.getFileName().toString().replace(".java", "");
        try {
            Matcher tagged = TAGGED.matcher(Files.readString(source));
            while (tagged.find()) {
                String test = tagged.group(2) == null ? type : type + "." + tagged.group(2);
                Matcher ids = ID.matcher(tagged.group(1));
                while (ids.find()) {
                    tests.computeIfAbsent(ids.group(1), _ -> new TreeSet<>()).add(test);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Map<String, Set<String>> tests, Attack attack, String test) {
        for (String id : attack.value()) {
            tests.computeIfAbsent(id, _ -> new TreeSet<>()).add(test);
        }
    }
}
