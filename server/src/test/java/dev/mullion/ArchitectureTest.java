package dev.mullion;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    static final int LONGEST_FILE = 400;

    /** On the class path of tests, and no module. */
    static final DescribedPredicate<JavaClass> OTHER_PROGRAMS = resideInAnyPackage("dev.mullion.sandbox..");

    static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.mullion")
            .that(DescribedPredicate.not(OTHER_PROGRAMS));

    /** Everything on the class path that opens a connection, but for the driver of the database. */
    static final DescribedPredicate<JavaClass> WAYS_OUT = resideInAnyPackage(
                    "java.net.http..",
                    "org.apache.hc..",
                    "com.sun.net.httpserver..",
                    "org.springframework.web.client..",
                    "org.springframework.http.client..",
                    "software.amazon.awssdk..",
                    "okhttp3..")
            .or(assignableTo(Socket.class))
            .or(assignableTo(ServerSocket.class))
            .or(assignableTo(DatagramSocket.class))
            .or(assignableTo(URLConnection.class))
            .or(assignableTo(SocketFactory.class))
            .or(assignableTo(NetworkChannel.class))
            .or(assignableTo(AsynchronousSocketChannel.class))
            .or(equivalentTo(URL.class));

    /** The packages of single vendors; the others under connectors are for all of them. */
    static final DescribedPredicate<JavaClass> ONE_VENDOR = resideInAPackage("dev.mullion.connectors.*..")
            .and(DescribedPredicate.not(resideInAnyPackage(
                    "dev.mullion.connectors.catalogue..",
                    "dev.mullion.connectors.consent..",
                    "dev.mullion.connectors.imported..",
                    "dev.mullion.connectors.projection..")))
            .as("classes of one vendor's package");

    static final List<ArchRule> HOUSE_RULES = List.of(
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.mullion.web..", "dev.mullion.api..", "dev.mullion.cli..", "dev.mullion.ingest..")
                    .and()
                    // deliveries are verified before a workspace is known, by each vendor's own rule
                    .haveNameNotMatching("dev\\.mullion\\.ingest\\.(GitHub|Stripe|Xero)Hooks(\\$.*)?")
                    .and()
                    // an App is installed at GitHub alone, which sends people back to an address of its own
                    .haveNameNotMatching("dev\\.mullion\\.web\\.(InstallPages|GuestInstalls)(\\$.*)?")
                    .and()
                    .doNotHaveFullyQualifiedName("dev.mullion.ingest.sync.FirstRuns") // hears of such an installation
                    .and()
                    // that App is the operator's, made on the command line and kept by the server
                    .haveNameNotMatching(
                            "dev\\.mullion\\.cli\\.(AppDesk|GitHubCommands|Installation|Operator\\$App)(\\$.*)?")
                    .should()
                    .dependOnClassesThat(ONE_VENDOR)
                    .because("another vendor adds classes to a package of its own, and nothing there"),
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("dev.mullion.vault.KeyWatch")
                    .should()
                    .callMethodWhere(target(name("withinLocked")))
                    .because("a locked workspace is entered to record that it is, and for nothing else"),
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
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.mullion.egress..")
                    .and()
                    .doNotHaveFullyQualifiedName("dev.mullion.challenge.SqlDoor") // listens for its players
                    .and()
                    .resideOutsideOfPackages(
                            "dev.mullion.loopback..", // visits to the own port
                            "dev.mullion.postgres..", // waits for the embedded database
                            "dev.mullion.kms..") // speaks through the vendor's own SDK
                    .and()
                    .doNotHaveFullyQualifiedName("dev.mullion.cli.Installation") // looks for a free port
                    .and()
                    .doNotHaveFullyQualifiedName("dev.mullion.cli.OperatorSocket") // a file, not the network
                    .and()
                    .haveNameNotMatching("dev\\.mullion\\.cli\\.AppDesk(\\$.*)?") // a page for the operator's browser
                    .and()
                    // listens for the operator's monitoring
                    .haveNameNotMatching("dev\\.mullion\\.meters\\.OperatorPort(\\$.*)?")
                    .and()
                    .doNotHaveFullyQualifiedName("dev.mullion.cli.OperatorClient")
                    .and()
                    .doNotHaveFullyQualifiedName("dev.mullion.cli.SocketPath")
                    .and()
                    .doNotHaveFullyQualifiedName("dev.mullion.residue.Courier") // posts canaries to the own port
                    .should()
                    .dependOnClassesThat(WAYS_OUT)
                    .because("what goes out has a permit, and goes through Egress"),
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
        ApplicationModules.of(Mullion.class, OTHER_PROGRAMS).verify();
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
