package dev.mullion.telemetry;

import static dev.mullion.telemetry.Said.hour;
import static dev.mullion.telemetry.Said.label;
import static dev.mullion.telemetry.Said.listed;
import static dev.mullion.telemetry.Said.opened;
import static dev.mullion.telemetry.Said.removed;
import static dev.mullion.telemetry.Said.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.tenancy.TestTenancy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @Test
    void keepsTheLatestName() {
        Stored stored = new Stored(tenancy);
        stored.save(label(7001, "new", 5), label(7001, "old", 1));
        assertThat(labels(stored)).containsExactly(Map.entry(7001L, "new"));
    }

    @Test
    void forgetsTheNameOfARemovedRepositoryEvenIfTheRemovalIsDatedBefore() {
        Stored stored = new Stored(tenancy);
        stored.save(repository(7001, 9), label(7001, "name", 9));
        stored.save(removed(7001, 2));
        stored.save(label(7001, "late delivery", 10));
        assertThat(labels(stored)).isEmpty();
    }

    @Test
    void namesARepositoryThatCameBackAfterItsRemoval() {
        Stored stored = new Stored(tenancy);
        stored.save(label(7001, "name", 9), removed(7001, 10));
        new Stored(tenancy, stored.workspace(), hour(900)).save(listed(7001, 800), label(7001, "back", 800));
        assertThat(labels(stored)).containsExactly(Map.entry(7001L, "back"));
    }

    @Test
    void purgesEveryNameAndNoFact() {
        Stored stored = new Stored(tenancy);
        stored.save(
                repository(7001, 9),
                label(7001, "one", 9).by(ONE),
                label(7002, "two", 9).by(ONE),
                opened(1, 0).fact());
        assertThat(purged(stored, ONE)).isEqualTo(2);
        assertThat(labels(stored)).isEmpty();
        assertThat(stored.of("state")).isEqualTo("open");
        assertThat(stored.everything()).doesNotContain("\"one\"", "\"two\"");
    }

    @Test
    void purgesTheNamesThatCameByOneConnectionAndThoseThatAreNobodys() {
        Stored stored = new Stored(tenancy);
        stored.save(
                label(7001, "of one", 9).by(ONE),
                label(7002, "of the other", 9).by(OTHER),
                label(7003, "from before", 9));

        assertThat(purged(stored, ONE)).isEqualTo(2);

        assertThat(labels(stored)).containsExactly(Map.entry(7002L, "of the other"));
    }

    @Test
    void aNameIsOfTheConnectionThatSaidItLast() {
        Stored stored = new Stored(tenancy);
        stored.save(label(7001, "from before", 9));
        stored.save(label(7001, "from before", 9).by(ONE));
        assertThat(purged(stored, OTHER)).isZero();
        stored.save(label(7001, "newer", 10).by(OTHER));
        stored.save(label(7001, "older", 8).by(ONE));

        assertThat(purged(stored, ONE)).isZero();
        assertThat(purged(stored, OTHER)).isEqualTo(1);
    }

    private static int purged(Stored stored, UUID source) {
        return tenancy.workspaces.within(
                stored.workspace(), () -> new Labels(tenancy.tenant).purge(Label.Kind.REPOSITORY, source));
    }

    @Test
    void keepsEqualIdsOfTwoWorkspacesApart() {
        Stored one = new Stored(tenancy);
        Stored two = new Stored(tenancy);
        one.save(
                repository(7001, 1),
                label(7001, "of one", 1),
                opened(1, 0).merged(4).fact());
        String before = one.everything();
        two.save(
                repository(7001, 9),
                label(7001, "of two", 9),
                opened(1, 0).closed(9).fact());
        two.save(removed(7001, 10));

        assertThat(one.everything()).isEqualTo(before);
        assertThat(labels(one)).containsExactly(Map.entry(7001L, "of one"));
        assertThat(labels(two)).isEmpty();
    }

    @Test
    void fallsBackToTheVendorsNumber() {
        assertThat(Labels.name(new RepositoryId(7001), null)).isEqualTo("Repository 7001");
        assertThat(Labels.name(new RepositoryId(7001), "name")).isEqualTo("name");
    }

    private static Map<Long, String> labels(Stored stored) {
        return tenancy.workspaces.within(
                stored.workspace(),
                () -> new Labels(tenancy.tenant).of(Label.Kind.REPOSITORY, List.of(7001L, 7002L, 7003L)));
    }
}
