package dev.mullion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.identity.Founding;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The main job in a real browser: from an empty installation to numbers that move. */
class BrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @Test
    @Attack("isolation-1")
    void setsUpSignsInReadsEngineeringAndIsRefusedTheNeighboursPage() {
        assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium at " + CHROMIUM + ": apt-get install chromium");
        try (TestServer server = TestServer.start();
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright.chromium().launch(launch())) {
            Page page = browser.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);

            setUp(server, page);
            TestServer.Hook hook = server.endpoint(workspace(server));
            deliver(server, hook, 42, 1_234_567_890_123L);
            readEngineering(server, page);
            assertThat(complaints).isEmpty();

            deliver(server, hook, 43, 1_234_567_890_124L);
            assertThat(page.getByText("2 open or draft")).isVisible();
            assertThat(complaints).isEmpty();

            refusesTheNeighbour(server, page);
        }
    }

    private static BrowserType.LaunchOptions launch() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM)
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
    }

    private static void setUp(TestServer server, Page page) {
        page.navigate(server.bean(Founding.class).setUpLink().address().toString());
        page.getByLabel("Organisation").fill("Pane Works");
        page.getByLabel("Your name").fill("Robin Example");
        page.getByLabel("Your e-mail address").fill("robin@example.com");
        page.getByLabel("Workspace").fill("panes");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Set up Mullion"))
                .click();
        assertThat(page).hasURL(server.address() + "/recovery-kit");
        assertThat(page.getByText("No recovery kit was confirmed yet.")).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go on to Mullion"))
                .click();
        assertThat(page).hasURL(server.address() + "/w/panes");
        assertThat(page.getByText("This workspace is empty.")).isVisible();
    }

    private static void readEngineering(TestServer server, Page page) {
        page.navigate(server.address() + "/w/panes/engineering");
        assertThat(page.getByText("1 open or draft")).isVisible();
        assertThat(page.getByText(GitHubBodies.NAME).first()).isAttached();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("#42"))
                .first()
                .click();
        assertThat(page.getByText("Lines added")).isVisible();
        page.goBack();
        assertThat(page.getByText("1 open or draft")).isVisible();
    }

    private static void refusesTheNeighbour(TestServer server, Page page) {
        Workspace neighbour = server.newWorkspace();
        Response refused =
                Objects.requireNonNull(page.navigate(server.address() + "/w/" + neighbour.slug() + "/engineering"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(page.getByText("There is no such page")).isVisible();
        assertThat(page.content()).doesNotContain(neighbour.name());
    }

    private static void deliver(TestServer server, TestServer.Hook hook, int number, long id) {
        Map<String, Object> body = GitHubBodies.pullRequest("opened");
        GitHubBodies.with(body, "number", number);
        GitHubBodies.with(body, "pull_request.number", number);
        GitHubBodies.with(body, "pull_request.id", id);
        assertThat(server.deliver(hook, "pull_request", GitHubBodies.bytes(body))
                        .statusCode())
                .isEqualTo(200);
    }

    private static Workspace workspace(TestServer server) {
        return server.bean(Workspaces.class).find(new Slug("panes")).orElseThrow();
    }
}
