package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.world.Event;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullTest {

    private final ReadGitHub link = ReadGitHub.connected();

    @Test
    void readsEveryRepositoryAndItsPullRequests() {
        ReadGitHub.vendor().pageSize(7);

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(link.connection().state()).isEqualTo(Connection.State.ACTIVE);
        assertThat(run.figures().parts()).isEqualTo(6);
        assertThat(link.count("repository")).isEqualTo(6);
        assertThat(link.count("pull_request"))
                .isEqualTo(run.figures().objects())
                .isGreaterThan(30);
        assertThat(run.receipt()).endsWith("raw kept 0");
        assertThat(run.coverage()).startsWith("6 of 6 repositories were read to their end");
        assertThat(link.trail("connection.token-minted")).hasSize(1);
        assertThat(link.trail("connection.sync-asked")).containsExactly(run.name());
    }

    @Test
    void knowsTheFirstCommitOfWhatNoPushTold() {
        link.read();
        ReadGitHub heard = ReadGitHub.connected();
        ReadGitHub.WORLD.since(ReadGitHub.WORLD.start()).forEach(heard::deliver);

        List<String> pulled = beginnings(link);

        assertThat(pulled)
                .hasSize(Math.toIntExact(link.count("pull_request")))
                .noneMatch(row -> row.endsWith("nothing"));
        assertThat(beginnings(heard))
                .filteredOn(row -> !row.endsWith("nothing"))
                .isNotEmpty()
                .isSubsetOf(pulled);
    }

    @Test
    @Attack("reliability-53")
    void readsThePullRequestsOfWhichItIsNotShownTheCommits() {
        ReadGitHub.vendor().feel(Mood.WITHHELD, Integer.MAX_VALUE, 0);

        SyncRun run = link.read();

        assertThat(run.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(run.coverage())
                .contains("%d objects were not read with all that hangs on it."
                        .formatted(run.figures().objects()));
        assertThat(link.count("pull_request")).isEqualTo(run.figures().objects());
        assertThat(beginnings(link)).allMatch(row -> row.endsWith("nothing"));
    }

    private static List<String> beginnings(ReadGitHub of) {
        return of.inside(() -> ReadGitHub.bean(TenantSql.class)
                .sql("select id || ' ' || coalesce(first_commit_at::text, 'nothing') from pull_request"
                        + " where workspace_id = :workspace order by id")
                .query(String.class)
                .list());
    }

    @Test
    void judgesByTheListWhichBranchIsTheDefaultOne() {
        link.read();

        assertThat(link.inside(() -> ReadGitHub.bean(TenantSql.class)
                        .sql("select count(*) from pull_request where workspace_id = :workspace and into_default")
                        .query(Long.class)
                        .single()))
                .isEqualTo(link.count("pull_request"));
    }

    @Test
    void writesNothingWhereNothingChanged() {
        SyncRun first = link.read();
        SyncRun second = link.read();

        assertThat(first.figures().written()).isPositive();
        assertThat(second.figures().written()).isZero();
        assertThat(second.figures().unchanged()).isPositive();
        assertThat(second.state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    void readsOnlyWhatChangedSinceTheRunBefore() {
        ReadGitHub.vendor().pageSize(3);
        SyncRun first = link.read();
        SyncRun second = link.read();

        assertThat(second.figures().pages()).isLessThan(first.figures().pages());
    }

    @Test
    @Attack("reliability-17")
    void leavesNoGapWhereHistoryMeetsWhatArrives() {
        List<Event> events = new ArrayList<>(ReadGitHub.WORLD.since(ReadGitHub.WORLD.start()));
        link.read();
        events.forEach(link::deliver);
        List<String> pulledFirst = link.state();

        ReadGitHub other = ReadGitHub.connected();
        events.forEach(other::deliver);
        other.read();

        assertThat(other.state()).isEqualTo(pulledFirst);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Attack("reliability-15")
    void comesToOneStateInWhateverOrderPullsAndDeliveriesAre(long seed) {
        ReadGitHub orderly = ReadGitHub.connected();
        List<Event> events = new ArrayList<>(ReadGitHub.WORLD.since(ReadGitHub.WORLD.start()));
        events.forEach(orderly::deliver);
        orderly.read();

        Random chance = new Random(seed);
        Collections.shuffle(events, chance);
        ReadGitHub shuffled = ReadGitHub.connected();
        ReadGitHub.vendor().show(ReadGitHub.ANCHOR.minus(Duration.ofDays(chance.nextInt(1, 9))));
        shuffled.read();
        events.subList(0, events.size() / 2).forEach(shuffled::deliver);
        ReadGitHub.vendor().show(ReadGitHub.ANCHOR);
        shuffled.read();
        events.forEach(shuffled::deliver);

        assertThat(shuffled.state()).isEqualTo(orderly.state());
    }

    @Test
    @Attack("reliability-19")
    void stopsWhenAnotherRunHasTakenItsConnection() throws InterruptedException {
        ReadGitHub.vendor().pageSize(4);
        Halt halt = ReadGitHub.vendor().haltAfter(5);
        Asked.Begun first = link.begun();
        assertThat(halt.isReached()).isTrue();
        ReadGitHub.vendor().haltAfter(Integer.MAX_VALUE);
        assertThat(ReadGitHub.bean(Syncs.class).ask(link.workspace.id(), link.id, Actor.OPERATOR))
                .isInstanceOf(Asked.UnderWay.class);
        leaseRunsOut();

        Asked.Begun second = link.begun();
        halt.release();
        SyncRun old = ReadGitHub.ended(first);
        SyncRun taken = ReadGitHub.ended(second);

        assertThat(old.state()).isEqualTo(SyncRun.State.PARTIAL);
        assertThat(old.coverage()).startsWith("The server stopped");
        assertThat(old.figures().pages()).isEqualTo(5);
        assertThat(taken.state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    @Attack("reliability-18")
    void goesOnWhereARunThatWasKilledStopped() throws InterruptedException {
        ReadGitHub whole = ReadGitHub.connected();
        ReadGitHub.vendor().pageSize(4);
        SyncRun uninterrupted = whole.read();
        Halt halt = ReadGitHub.vendor().haltAfter(9);
        Asked.Begun killed = link.begun();
        assertThat(halt.isReached()).isTrue();
        leaseRunsOut();
        ReadGitHub.vendor().haltAfter(Integer.MAX_VALUE);

        Asked.Begun next = link.begun();
        halt.release();
        SyncRun resumed = ReadGitHub.ended(next);
        ReadGitHub.ended(killed);

        assertThat(resumed.state()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(resumed.figures().pages()).isLessThan(uninterrupted.figures().pages());
        assertThat(link.state()).isEqualTo(whole.state());
    }

    @Test
    void takesNothingFromTheMomentItWasDisconnected() throws InterruptedException {
        ReadGitHub.vendor().pageSize(4);
        Halt halt = ReadGitHub.vendor().haltAfter(3);
        Asked.Begun begun = link.begun();
        assertThat(halt.isReached()).isTrue();
        link.inside(() -> {
            ReadGitHub.bean(Connections.class).disconnect(link.id, Actor.OPERATOR);
            return true;
        });
        long before = link.count("pull_request");

        halt.release();
        SyncRun run = ReadGitHub.ended(begun);

        assertThat(run.state()).isEqualTo(SyncRun.State.PARTIAL);
        assertThat(run.coverage()).endsWith("Stopped: the connection is disconnected.");
        assertThat(link.count("pull_request")).isEqualTo(before);
        assertThat(ReadGitHub.bean(Syncs.class).ask(link.workspace.id(), link.id, Actor.OPERATOR))
                .isEqualTo(new Asked.Impossible("this connection was disconnected"));
    }

    @Test
    void keepsNoNameOfARepositoryWhereNamesAreOff() {
        link.inside(() -> {
            ReadGitHub.bean(Connections.class).keepLabels(link.id, false, Actor.OPERATOR);
            return true;
        });

        link.read();

        assertThat(link.state()).noneMatch(row -> row.startsWith("label"));
    }

    @Test
    void storesNoTokenAndNoPositionOfACompleteRun() {
        ReadGitHub.vendor().pageSize(4);
        link.read();

        Long open = link.inside(() -> ReadGitHub.bean(TenantSql.class)
                .sql("select count(*) from sync_part where workspace_id = :workspace and page is not null")
                .query(Long.class)
                .single());
        assertThat(open).isZero();
        assertThat(link.state()).noneMatch(row -> row.contains("ghs_"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {
                "SECONDARY_LIMIT",
                "GRAPHQL_LIMIT",
                "GRAPHQL_ERROR",
                "HIDDEN",
                "FORGETFUL",
                "TRUNCATED",
                "CIRCLE",
                "SERVER_ERROR",
                "REDIRECT",
                "ELSEWHERE"
            })
    @Attack("reliability-53")
    void saysWhatItDidNotReadAndReadsItLater(Mood mood) {
        ReadGitHub.vendor().pageSize(4);
        ReadGitHub.vendor().feel(mood, 3, 2);

        SyncRun run = link.read();

        assertThat(run.state()).isIn(SyncRun.State.PARTIAL, SyncRun.State.FAILED, SyncRun.State.COMPLETE);
        if (run.state() != SyncRun.State.COMPLETE) {
            assertThat(run.coverage()).containsAnyOf("Not read, ", "Stopped: ");
        }
        assertThat(link.connection().state()).isEqualTo(Connection.State.ACTIVE);
        assertThat(run.coverage()).doesNotContain("exceeded", "Something went wrong", "169.254");
        if (mood != Mood.SECONDARY_LIMIT && mood != Mood.GRAPHQL_LIMIT) { // then the vendor is left alone for a minute
            ReadGitHub.vendor().feel(Mood.KIND);
            assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
            assertThat(link.count("pull_request"))
                    .isEqualTo(ReadGitHub.connected().read().figures().objects());
        }
    }

    private void leaseRunsOut() {
        ReadGitHub.server()
                .asAdministrator("update mullion.sync_lease set held_until = now() - interval '1 second'"
                        + " where connection_id = '" + link.id.value() + "'");
    }
}
