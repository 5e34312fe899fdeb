package dev.mullion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.ingest.imports.Imports;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What the sample company imports, and the pages on which that is seen. */
class ImportedFilesTest {

    private final TestServer server = TestServer.shared();
    private final Workspace workspace = server.newWorkspace();
    private final TestServer.Member member = server.manager(workspace);

    @Test
    void importsBillsAndTasksOnceAndLeavesTheirReceipts() {
        take();
        take();

        assertThat(server.bean(Workspaces.class)
                        .within(workspace.id(), () -> server.bean(Imports.class).newest(null, 10)))
                .hasSize(2);
        Document finance = page("/finance");
        String entries =
                finance.expectFirst("section:has(#infrastructure-title) td a").attr("href");
        assertThat(entries).contains("/finance/infrastructure?month=");
        assertThat(rows(at(entries))).isNotEmpty();
    }

    @Test
    void showsWhatIsToBeDoneAndMarksWhatIsLate() {
        assertThat(page("/risk").text()).contains("No compliance task was imported yet");
        take();

        Document risk = page("/risk");
        assertThat(rows(risk)).hasSize(7).doesNotHaveDuplicates();
        assertThat(rows(risk).getFirst()).contains("cc6.1-access-review", "High", "12 days");
        assertThat(risk.text()).contains("7 tasks are to be done, 2 of them past the day");
        assertThat(rows(page("/risk?show=late"))).hasSize(2);
        assertThat(rows(page("/risk?show=done"))).hasSize(2).noneMatch(row -> row.contains("days"));
        assertThat(rows(page("/risk?severity=critical"))).hasSize(1);
        assertThat(page("").select("section.to-risk a").eachAttr("href")).anyMatch(at -> at.endsWith("?show=late"));
    }

    @Test
    void isThereForWhoHoldsItsKeyAlone() {
        TestServer.Member reader = server.person(workspace, "finance:read");

        assertThat(server.get("/w/" + workspace.slug() + "/risk", reader.header())
                        .statusCode())
                .isEqualTo(404);
    }

    private void take() {
        server.bean(ImportedFiles.class).take(workspace, Instant.now().minus(Duration.ofMinutes(1)));
    }

    private Document page(String rest) {
        return at("/w/" + workspace.slug() + rest);
    }

    private Document at(String path) {
        return Jsoup.parse(server.get(path, member.header()).body());
    }

    private static List<String> rows(Document page) {
        return page.select("main tbody tr").stream().map(Element::text).toList();
    }
}
