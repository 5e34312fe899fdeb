package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.OwnCertificate;
import dev.mullion.checks.Check;
import dev.mullion.checks.Check.Outcome;
import dev.mullion.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the way to the database, for each mode, on one that speaks TLS and as if it were far away. */
@SuppressWarnings("NullAway.Init")
class DatabaseTransportTest {

    @TempDir
    private static Path folder;

    private static TestTenancy tenancy;
    private static OwnCertificate own;

    @BeforeAll
    static void speakTls() throws IOException {
        tenancy = TestTenancy.create(1);
        own = OwnCertificate.ofLoopback(folder);
        settings("ssl = on\nssl_cert_file = '" + own.certificate() + "'\nssl_key_file = '" + own.key() + "'\n");
    }

    @AfterAll
    static void speakPlainly() throws IOException {
        settings("");
        tenancy.close();
    }

    /** The file that is read last; the server allows nobody to write it by SQL. */
    private static void settings(String lines) throws IOException {
        Path file = TestPostgres.server().dataDirectory().resolve("postgresql.auto.conf");
        Files.writeString(file, lines);
        tenancy.execute(tenancy.administrator(), "select pg_reload_conf()");
    }

    @ParameterizedTest
    @CsvSource({"verify-full, OK", "verify-ca, PARTIAL", "require, PARTIAL", "prefer, PARTIAL", "disable, FAILED"})
    void saysOfEachModeWhatIsMissing(String mode, Outcome outcome) {
        Map<String, Check> checks = far(mode, own.certificate());

        assertThat(checks.get("database.mode")).extracting(Check::outcome).isEqualTo(outcome);
        assertThat(String.valueOf(checks.get("database.mode"))).contains("verify-full");
        assertThat(checks.get("database.certificate"))
                .extracting(Check::outcome)
                .isEqualTo(Outcome.OK);
        assertThat(checks.get("database.plain")).extracting(Check::outcome).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void noticesACertificateThatNobodyVouchesFor() {
        OwnCertificate other = OwnCertificate.ofLoopback(folder);

        assertThat(far("require", other.certificate()).get("database.certificate"))
                .extracting(Check::outcome)
                .isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void saysThatLoopbackDoesNotLeaveTheMachine() {
        List<Check> checks =
                new DatabaseTransport(new DatabaseAccess(tenancy.database.jdbcUrl(), TestTenancy.APP, false)).run();

        assertThat(checks).extracting(Check::name).containsExactly("database.path");
        assertThat(checks).allMatch(check -> check.outcome() == Outcome.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://a/b, jdbc:postgresql://a/b?sslmode=disable",
        "jdbc:postgresql://a/b?sslmode=require, jdbc:postgresql://a/b?sslmode=disable",
        "jdbc:postgresql://a/b?x=1&sslmode=require&y=2, jdbc:postgresql://a/b?x=1&y=2&sslmode=disable",
        "jdbc:postgresql://a/b?ssl=true&sslrootcert=c, jdbc:postgresql://a/b?sslrootcert=c&sslmode=disable"
    })
    void asksForAnotherModeWhateverTheAddressSays(String url, String other) {
        assertThat(DatabaseTransport.with(url, "disable")).isEqualTo(other);
    }

    private static Map<String, Check> far(String mode, Path root) {
        String url = tenancy.database.jdbcUrl();
        String with = url + (url.contains("?") ? "&" : "?") + "sslmode=" + mode + "&sslrootcert=" + root;
        return new DatabaseTransport(new DatabaseAccess(with, TestTenancy.APP, false), _ -> false)
                .run().stream().collect(Collectors.toMap(Check::name, check -> check));
    }
}
