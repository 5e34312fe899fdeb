package dev.mullion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    static final int LONGEST_FILE = 400;

    static final JavaClasses PRODUCTION =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.mullion");

    static final List<ArchRule> HOUSE_RULES = List.of(
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .because("time comes from an injected java.time.Clock"),
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.mullion.cli..")
                    .should()
                    .callMethod(Clock.class, "systemUTC")
                    .because("only the application's own wiring makes a clock"),
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.transaction.annotation.Transactional")
                    .because("tenant work has one door, and Spring's manager is not part of it"),
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.mullion.tenancy..", "dev.mullion.cli..", "dev.mullion.postgres..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("javax.sql.DataSource")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.sql.Connection")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.sql.DriverManager")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.jdbc.core.JdbcTemplate")
                    .because("statements go through TenantSql or GlobalSql"),
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.mullion.tenancy..", "dev.mullion.challenge..")
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleName("SessionPastTheGuards")
                    .because("SQL past door and guards is for the challenge alone"),
            classes()
                    .should()
                    .haveSimpleNameNotEndingWith("Impl")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Util")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Utils")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Helper")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Manager")
                    .because("a name says what a thing is, not that it helps"),
            noClasses().should().beAnnotatedWith(Autowired.class).because("constructors take what they need"));

    @Test
    void modulesKeepToTheirDeclaredDependencies() {
        ApplicationModules.of(Mullion.class).verify();
    }

    @ParameterizedTest
    @FieldSource("HOUSE_RULES")
    void houseRule(ArchRule rule) {
        rule.check(PRODUCTION);
    }

    @Test
    void noSourceFileIsTooLongToReadAtOnce() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(ArchitectureTest::isTooLong)).isEmpty();
        }
    }

    private static boolean isTooLong(Path file) {
        try (var lines = Files.isRegularFile(file) ? Files.lines(file) : Stream.<String>empty()) {
            return lines.count() > LONGEST_FILE;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
