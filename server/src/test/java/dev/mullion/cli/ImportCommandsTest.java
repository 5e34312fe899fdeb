package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandsTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final String slug = workspace.slug().value();

    @TempDir
    private Path folder;

    @Test
    void importsAFileAndSaysWhatWasReadAndKept() throws IOException {
        Path file = folder.resolve("bills.csv");
        Files.writeString(file, "provider,month,amount,currency\naws," + YearMonth.now(ZoneOffset.UTC) + ",1999,EUR\n");

        Said said = ask("import", "infrastructure", file.toString(), "--workspace", slug, "--source", "bills");

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .matches(
                        "imp_[0-9a-f-]{36}: read [0-9]+ bytes, kept [0-9]+, raw kept 0; 1 rows of infrastructure from bills"
                                + " as of .*: 1 written, 0 unchanged\\R");
        assertThat(ask("finance", "infrastructure", "--workspace", slug).out()).contains("19.99 EUR  aws");
    }

    @Test
    void importsTasksFromJson() throws IOException {
        Path file = folder.resolve("tasks.json");
        Files.writeString(file, "{\"rows\": [{\"id\": \"t-1\", \"severity\": \"low\", \"state\": \"done\"}]}");

        Said said = ask(
                "import",
                "compliance",
                file.toString(),
                "--workspace",
                slug,
                "--source",
                "audit",
                "--json",
                "--as-of",
                "2026-01-01T00:00:00Z");

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("\"written\":1", "\"rawKept\":0");
    }

    @Test
    void namesEveryFaultOfAFileAndKeepsNothingOfIt() throws IOException {
        Path file = folder.resolve("bills.csv");
        Files.writeString(file, "provider,month,amount,currency\naws,2026-01,1,EUR\nCanary Person,soon,1,EUR\n");

        Said said = ask("import", "infrastructure", file.toString(), "--workspace", slug, "--source", "bills");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains("/rows/1/provider must be", "/rows/1/month must be", "nothing was imported")
                .doesNotContain("Canary");
        assertThat(ask("finance", "infrastructure", "--workspace", slug).out()).isEmpty();
    }

    @Test
    void sendsWhereTheFileIsFromWhereItWasTyped() {
        var command = new ImportCommands.Infrastructure();
        new picocli.CommandLine(command).parseArgs("bills.csv", "--workspace", slug, "--source", "bills");

        assertThat(command.sent(List.of("import", "infrastructure", "bills.csv", "--source", "bills")))
                .containsExactly(
                        "import",
                        "infrastructure",
                        Path.of("bills.csv").toAbsolutePath().toString(),
                        "--source",
                        "bills");
    }

    @Test
    void aFileThatIsNotThereOrIsAnotherKindIsSaid() {
        String nowhere = folder.resolve("none.csv").toString();

        assertThat(ask("import", "infrastructure", nowhere, "--workspace", slug, "--source", "bills")
                        .exit())
                .isEqualTo(3);
        assertThat(ask("import", "infrastructure", "bills.xlsx", "--workspace", slug, "--source", "bills")
                        .err())
                .contains("ends in .csv or .json");
        assertThat(ask("import", "infrastructure", nowhere, "--workspace", slug, "--source", "My Bills")
                        .exit())
                .isEqualTo(2);
    }

    private Said ask(String... words) {
        Path data = server.bean(Settings.class).data();
        return Said.by(console -> new OperatorClient(data).run(List.of(words), console));
    }
}
