package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.identity.Founding;
import dev.mullion.keys.FileSource;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.MasterKey;
import dev.mullion.keys.RecoveryKit;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows set-up: how to keep a recovery kit, for whoever set the installation up. */
class KitPagesTest {

    private static final String FORM = "organisation=Acme+Ltd&name=Ada&email=ada%40example.com&slug=acme";

    @TempDir
    private Path elsewhere;

    @Test
    void setUpLeadsToTheKitWhichIsConfirmedOnTheMachineAndNeverSent() throws Exception {
        try (TestServer server = TestServer.start()) {
            String link = server.bean(Founding.class).setUpLink().address().getPath();

            HttpResponse<String> done = server.post(link, FORM);

            assertThat(done.statusCode()).isEqualTo(303);
            assertThat(done.headers().firstValue("Location")).hasValue("/recovery-kit");
            String cookie =
                    done.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
            HttpResponse<String> page = server.get("/recovery-kit", "Cookie", cookie);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("No recovery kit was confirmed yet", "key kit --to recovery-kit.txt");

            String kit = confirmed(server);

            String after = server.get("/recovery-kit", "Cookie", cookie).body();
            assertThat(after).contains("A recovery kit of the key in force was confirmed");
            kit.lines()
                    .filter(line -> line.length() > 40 && !line.contains(" "))
                    .forEach(secret -> assertThat(page.body() + after).doesNotContain(secret));
            nobodyElseSeesIt(server);
        }
    }

    /** Neither the other members of that workspace, whatever they may do, nor those of another, nor a program. */
    private static void nobodyElseSeesIt(TestServer server) {
        Workspace acme = server.bean(Workspaces.class).find(new Slug("acme")).orElseThrow();
        String token = "Bearer " + server.token(acme, "settings:manage");

        assertThat(server.get("/recovery-kit", server.manager(acme).header()).statusCode())
                .isEqualTo(404);
        assertThat(server.get(
                                "/recovery-kit",
                                server.manager(server.newWorkspace()).header())
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get("/recovery-kit", "Authorization", token).statusCode())
                .isIn(401, 404);
        assertThat(server.get("/recovery-kit").statusCode()).isEqualTo(303);
    }

    private String confirmed(TestServer server) throws Exception {
        Settings settings = server.bean(Settings.class);
        MasterKey master = MasterKey.read(settings.masterKeyFile());
        RecoveryKit kit = new RecoveryKit(
                new FolderKeyStore(settings.custody().store()),
                KeySources.of(FileSource.of(master)),
                Clock.systemUTC());
        Path file = elsewhere.resolve("recovery-kit.txt");
        kit.write(Optional.of(master), file);
        kit.confirm(file);
        return Files.readString(file);
    }
}
