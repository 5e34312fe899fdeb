package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.telemetry.engineering.Repositories;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the vendor's lists show no more. */
class VanishedTest {

    private static final long TAKEN =
            ReadGitHub.WORLD.company().repositories().getFirst().id();

    private final ReadGitHub link = ReadGitHub.connected();

    @Test
    void takesARepositoryForGoneThatTwoWholeListsSomeTimeApartDoNotShow() {
        link.read();
        List<String> before = link.state();
        ReadGitHub.vendor().take(Set.of(TAKEN));

        SyncRun first = link.read();
        SyncRun tooSoon = link.read();
        assertThat(link.state()).isEqualTo(before);
        someTimePasses();
        SyncRun second = link.read();

        assertThat(List.of(first.state(), tooSoon.state(), second.state())).containsOnly(SyncRun.State.COMPLETE);
        assertThat(removed()).containsExactly(TAKEN);
        assertThat(second.coverage()).contains("1 repositories are not there any more");
        assertThat(link.count("pull_request")).as("facts stay").isEqualTo(count(before, "pull request "));
        assertThat(link.state()).noneMatch(row -> row.startsWith("label (" + TAKEN));
    }

    @Test
    @Attack("reliability-16")
    void takesNothingForGoneThatAShortListDoesNotShow() {
        link.read();
        List<String> before = link.state();
        ReadGitHub.vendor().feel(Mood.SHORT_LIST);

        SyncRun first = link.read();
        someTimePasses();
        SyncRun second = link.read();

        assertThat(first.state()).isEqualTo(SyncRun.State.PARTIAL);
        assertThat(second.coverage()).contains("the list had 3 repositories and said 6");
        assertThat(link.state()).isEqualTo(before);
    }

    @Test
    void takesUpWhatComesBackWithItsName() {
        link.read();
        List<String> before = link.state();
        ReadGitHub.vendor().take(Set.of(TAKEN));
        link.read();
        someTimePasses();
        link.read();
        ReadGitHub.vendor().take(Set.of());

        SyncRun back = link.read();
        SyncRun after = link.read();

        assertThat(back.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(removed()).isEmpty();
        assertThat(count(link.state(), "label ")).isEqualTo(count(before, "label "));
        assertThat(after.figures().written()).isZero();
    }

    @Test
    void forgetsThatAListMissedWhatTheNextOneShows() {
        link.read();
        ReadGitHub.vendor().take(Set.of(TAKEN));
        link.read();
        ReadGitHub.vendor().take(Set.of());
        link.read();
        someTimePasses();
        ReadGitHub.vendor().take(Set.of(TAKEN));
        link.read();

        assertThat(removed()).isEmpty();
    }

    private static long count(List<String> state, String kind) {
        return state.stream().filter(row -> row.startsWith(kind)).count();
    }

    private List<Long> removed() {
        return link.inside(() -> ReadGitHub.bean(Repositories.class).page(null, Repositories.MOST).stream()
                .filter(Repositories.Entry::removed)
                .map(entry -> entry.id().value())
                .toList());
    }

    private void someTimePasses() {
        ReadGitHub.server()
                .asAdministrator("update mullion.sync_part set missed_at = missed_at - interval '1 hour'"
                        + " where connection_id = '" + link.id.value() + "'");
    }
}
