package dev.mullion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.MasterKey;
import dev.mullion.keys.NodeMarks;
import dev.mullion.settings.Front;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.TestTenancy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    private final TestTenancy tenancy = TestTenancy.create();

    @TempDir
    private Path folder;

    private Settings settings;

    @BeforeEach
    void settingsOfADatabaseOfOnesOwn() throws IOException {
        MasterKey.create(folder.resolve("master.key"));
        Path password = Files.writeString(folder.resolve("app.password"), TestTenancy.APP.password());
        URI address = URI.create("http://127.0.0.1:8080");
        settings = new Settings(
                8080,
                address,
                address,
                folder,
                Optional.of(new Settings.OutsideDatabase(
                        tenancy.database.jdbcUrl(), TestTenancy.APP.user(), password, Optional.empty(), false)),
                folder.resolve("master.key"),
                Optional.empty(),
                400,
                Front.plain(),
                KeyCustody.in(folder),
                Map.of());
    }

    @AfterEach
    void end() {
        tenancy.close();
    }

    @Test
    void isContentWithADatabaseThatHasEveryLayer() {
        Said answer = examined();

        assertThat(answer.exit()).isEqualTo(ExitCode.OK.number());
        assertThat(answer.out()).endsWith("ok       settings, key, folder and database are usable\n");
        assertThat(answer.out()).doesNotContain("partial");
    }

    @Test
    void namesTheLayersThatTheServiceDoesNotAllowAndCallsThemPartial() throws SQLException {
        asAdministrator("drop event trigger mullion_schema_rules");
        asAdministrator("grant execute on function pg_notify(text, text) to public");

        Said answer = examined();

        assertThat(answer.exit()).isEqualTo(ExitCode.OK.number());
        assertThat(answer.out())
                .contains("partial  catalogue.event-trigger: ", "partial  roles.functions: ")
                .endsWith("partial  usable, without what is named above\n");
    }

    @Test
    void refusesADatabaseWithABrokenLayer() throws SQLException {
        asAdministrator("drop event trigger mullion_schema_rules");
        asAdministrator("alter table mullion.label no force row level security");

        Said answer = examined();

        assertThat(answer.exit()).isEqualTo(ExitCode.FAILURE.number());
        assertThat(answer.err()).contains("a layer of isolation is broken, catalogue.row-security");
    }

    /** Which is so also where the other's key store is a copy of this one, made before that server began. */
    @Test
    void refusesServersThatDoNotShareOneKeyStore() throws SQLException {
        UUID here = UUID.randomUUID();
        UUID elsewhere = UUID.randomUUID();
        new NodeMarks(new FolderKeyStore(settings.custody().store())).leave(here);
        asAdministrator(
                "insert into mullion.key_holder values ('" + here + "', 'this-machine', 'web,worker', now()), ('"
                        + UUID.randomUUID() + "', 'long-gone', 'web', now() - interval '4 minutes')");
        assertThat(examined().exit()).isEqualTo(ExitCode.OK.number());

        asAdministrator("insert into mullion.key_holder values ('" + elsewhere + "', 'other-machine', 'web', now())");
        Said answer = examined();

        assertThat(answer.exit()).isEqualTo(ExitCode.FAILURE.number());
        assertThat(answer.err())
                .contains("MULLION_KEY_STORE", "1 server has another key store than this one: on other-machine")
                .doesNotContain("this-machine", "long-gone");
    }

    private void asAdministrator(String sql) throws SQLException {
        try (var connection = tenancy.connectAs(tenancy.administrator());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Said examined() {
        return Said.by(console ->
                DoctorCommand.examine(console, settings, new ArrayList<>()).number());
    }
}
