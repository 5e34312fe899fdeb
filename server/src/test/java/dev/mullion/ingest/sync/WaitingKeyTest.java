package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.KeyPastes;
import dev.mullion.connectors.KeyTries;
import dev.mullion.connectors.Pulled;
import dev.mullion.keys.IntakeKey;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.Intake;
import dev.mullion.vault.Purpose;
import dev.mullion.vault.SealedSecret;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found out about a key that waits beside another holds for that one alone, whatever happens to the two. */
class WaitingKeyTest {

    private static final String NEXT = "rk_live_synthetic0000000000000001";
    private static final String LATER = "rk_live_synthetic0000000000000002";
    private static final String REFUSED = "Stripe does not accept the key; make a new one and paste it";

    private final ReadStripe link = ReadStripe.connected();
    private final KeyTries tries = ReadStripe.bean(KeyTries.class);
    private final TriedKeys keys = ReadStripe.bean(TriedKeys.class);

    /** It was pasted while Stripe gave no whole answer. */
    @BeforeEach
    void oneWaitsBesideTheOneThatWorks() {
        link.worked();
        shows(NEXT);
        ReadStripe.vendor().feel(StripeMood.TRUNCATED);
        paste("api-key", NEXT);
        await(() -> rows("""
                        select field
                          from key_try
                          join secret on secret.workspace_id = :workspace
                                     and secret.owner = key_try.connection_id
                         where key_try.workspace_id = :workspace
                           and due_at > asked_at
                           and due_at < asked_at + interval '2 minutes'
                        """).size() == 2);
        ReadStripe.vendor().feel(StripeMood.KIND);
        isDue();
    }

    @Test
    void isNotTriedForALaterOneWhoseBoxIsNotOpenYet() {
        boxed(LATER);

        assertThat(link.inside(() -> keys.take(link.id))).isEmpty();
        assertThat(link.inside(tries::due)).containsExactly(link.id);
        assertThat(uses(ReadStripe.KEY)).isTrue();

        shows(LATER);
        paste("webhook-secret", "whsec_synthetic");
        await(() -> uses(LATER));
        assertThat(fields()).containsExactly("api-key", "webhook-secret");
    }

    @Test
    void isNotJudgedByWhatWasSaidWhileABoxCame() {
        TriedKeys.Begun begun = begun();
        box(LATER);

        assertThat(judged(begun, new Pulled.Got<>(true, 0))).isFalse();
        assertThat(judged(begun, new Pulled.Closed<>("it may not"))).isFalse();

        assertThat(fields()).containsExactly("api-key", "api-key-next");
        assertThat(uses(ReadStripe.KEY)).isTrue();
        assertThat(link.inside(tries::due)).containsExactly(link.id);
        link.inside(() -> {
            ReadStripe.bean(Intake.class).forget(link.id.value());
            return true;
        });
        round();
        await(() -> uses(NEXT));
    }

    /** Another server has put it there, so nobody here has heard of it, and the one before is held in memory. */
    @Test
    void isTriedAndNotTheOneThatWasThereBefore() {
        TriedKeys.Begun begun = begun();
        store(KeyTries.ref(link.id), LATER);

        assertThat(judged(begun, new Pulled.Got<>(true, 0))).isFalse();
        assertThat(judged(begun, new Pulled.Ended<>(Connection.State.DISCONNECTED, REFUSED)))
                .isFalse();
        assertThat(fields()).containsExactly("api-key", "api-key-next");
        assertThat(uses(ReadStripe.KEY)).isTrue();

        shows(LATER);
        round();
        await(() -> uses(LATER));
        assertThat(fields()).containsExactly("api-key");
    }

    /** Whoever pasted the later one read what came of the earlier one, and of the earlier one nobody read anything. */
    @Test
    void isTriedUnderItsOwnNumberWhereTheBoxOfALaterOneDoesNotOpen() {
        int later = link.inside(() -> tries.ask(link.id, unopened(KeyTries.ref(link.id))));

        FirstTries asked = ReadStripe.bean(FirstTries.class);
        assertThat(asked.await(link.workspace.id(), link.id, later))
                .isEqualTo(new FirstTries.Outcome.Refused("what was pasted could not be opened; paste the key again"));
        assertThat(asked.await(link.workspace.id(), link.id, 1)).isEqualTo(new FirstTries.Outcome.Works());
        assertThat(uses(NEXT)).isTrue();
        assertThat(fields()).containsExactly("api-key");
    }

    @Test
    void isTriedUnderItsOwnNumberWhereBothBoxesAreOpenedAtOnce() {
        shows(LATER);
        List<Integer> numbers = link.inside(() -> {
            int opens = tries.ask(link.id, box(LATER));
            return List.of(opens, tries.ask(link.id, unopened(KeyTries.ref(link.id))));
        });

        FirstTries asked = ReadStripe.bean(FirstTries.class);
        assertThat(asked.await(link.workspace.id(), link.id, numbers.getLast()))
                .isInstanceOf(FirstTries.Outcome.Refused.class);
        assertThat(asked.await(link.workspace.id(), link.id, numbers.getFirst()))
                .isEqualTo(new FirstTries.Outcome.Works());
        assertThat(asked.await(link.workspace.id(), link.id, 1))
                .isEqualTo(new FirstTries.Outcome.Waits("another key was pasted after it, and is tried in its place"));
        assertThat(uses(LATER)).isTrue();
    }

    @Test
    void isSaidToBeGoneWhereItIs() {
        link.inside(() -> {
            ReadStripe.bean(Vault.class).remove(KeyTries.ref(link.id), Actor.OPERATOR);
            return true;
        });

        assertThat(link.inside(() -> keys.take(link.id))).isEmpty();

        assertThat(said()).contains("what was pasted did not open, or was deleted before it was tried");
        assertThat(link.inside(tries::due)).isEmpty();
        assertThat(uses(ReadStripe.KEY)).isTrue();
    }

    /** The very reason to paste another: the one that is used does no more. */
    @Test
    void outlivesARunThatTheOtherOneEnds() {
        assertThat(link.read().state()).isEqualTo(SyncRun.State.FAILED);
        assertThat(link.connection().state()).isEqualTo(Connection.State.DISCONNECTED);
        assertThat(fields()).containsExactly("api-key-next");
        assertThat(link.inside(() -> ReadStripe.bean(KeyPastes.class)
                        .fieldOf(link.id, ReadStripe.keys().kinds().getFirst())))
                .as("a third one is tried in its place")
                .isEqualTo(KeyTries.FIELD);

        round();

        await(() -> link.connection().state() == Connection.State.ACTIVE);
        assertThat(fields()).containsExactly("api-key");
        assertThat(uses(NEXT)).isTrue();
    }

    @Test
    void isRefusedWithoutAWordOfOneThatIsUsedOnWhereNoneIs() {
        link.read();
        shows(ReadStripe.KEY);

        round();

        await(() -> fields().isEmpty());
        assertThat(said()).isEqualTo(REFUSED);
    }

    @Test
    void isRefusedWithThatWordWhereOneIs() {
        shows(ReadStripe.KEY);

        round();

        await(() -> fields().equals(List.of("api-key")));
        assertThat(said()).isEqualTo(REFUSED + "; the key that was used before is used on");
    }

    /** By the clock much else happens on the same thread. */
    @Test
    void isTriedBesideTheClock() throws InterruptedException {
        Halt halt = ReadStripe.vendor().haltAfter(0);

        round();

        assertThat(halt.isReached()).isTrue();
        assertThat(link.inside(() -> tries.of(link.id, 1)).orElseThrow().isOver())
                .isFalse();
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
        halt.release();
        await(() -> uses(NEXT));
    }

    @Test
    void isShownApartFromTheOneThatIsUsed() {
        TestServer server = ReadGitHub.server();
        String at = "/w/" + link.workspace.slug() + "/integrations/" + link.id;

        String page = server.get(at, server.manager(link.workspace).header()).body();

        assertThat(Jsoup.parse(page).select("dt").eachText())
                .containsOnlyOnce("Key pasted", "Another key waits to be tried");
    }

    /** A run on another server holds the key for a minute. */
    @Test
    void doesNotEndTheConnectionWhenARunStillHoldsTheOneBefore() throws InterruptedException {
        Halt halt = ReadStripe.vendor().haltAfter(0);
        Syncs.Asked.Begun run = link.begun();
        assertThat(halt.isReached()).isTrue();
        assertThat(judged(begun(), new Pulled.Got<>(true, 0))).isTrue();
        ReadStripe.vendor().haltAfter(Integer.MAX_VALUE);
        halt.release();

        assertThat(ReadGitHub.ended(run).state()).isEqualTo(SyncRun.State.FAILED);

        assertThat(link.connection().state()).isEqualTo(Connection.State.ACTIVE);
        assertThat(fields()).containsExactly("api-key");
        assertThat(link.read().state()).isEqualTo(SyncRun.State.COMPLETE);
    }

    @Test
    void isRefusedWithAsMuchAsIsKeptOfAReason() {
        String why = "x".repeat(400);

        assertThat(judged(begun(), new Pulled.Closed<>(why))).isFalse();

        assertThat(said()).isEqualTo("x".repeat(300));
    }

    private static void shows(String key) {
        ReadStripe.vendor().show(StripeAccount.of(key, ReadStripe.ANCHOR));
    }

    private static void round() {
        ReadStripe.bean(NextKeys.class).round();
    }

    private TriedKeys.Begun begun() {
        Optional<TriedKeys.Begun> taken = link.inside(() -> keys.take(link.id));
        return taken.orElseThrow();
    }

    private boolean judged(TriedKeys.Begun begun, Pulled<Boolean> answer) {
        return link.inside(() -> keys.judge(link.id, begun, answer));
    }

    private void paste(String kind, String pasted) {
        link.inside(() -> ReadStripe.pasted(link.connection(), kind, pasted));
    }

    /** As a server with the role web alone does it: a worker opens the box some time later. */
    private void boxed(String key) {
        link.inside(() -> tries.ask(link.id, box(key)));
    }

    private UUID box(String key) {
        UUID id = UUID.randomUUID();
        SecretRef ref = KeyTries.ref(link.id);
        SecretTerms terms = terms();
        link.inside(() -> ReadStripe.bean(TenantSql.class)
                .sql("""
                        insert into sealed_intake (workspace_id, id, owner, field, class, hosts, actor_kind, actor, box, created_at)
                        values (:workspace, :id, :owner, :field, 'vendor-token', :hosts, 'operator', 'operator', :box, :at)
                        """)
                .param("id", id)
                .param("owner", ref.owner())
                .param("field", ref.field())
                .param("hosts", new String[] {ReadStripe.host()})
                .param(
                        "box",
                        SealedSecret.box(
                                IntakeKey.of(ReadStripe.bean(Intake.class).publicKey()),
                                link.workspace.id(),
                                ref,
                                terms,
                                bytes(key)))
                .param("at", Timestamp.from(Instant.now()))
                .update());
        return id;
    }

    /** One that somebody sealed for another place, or not at all. */
    private UUID unopened(SecretRef ref) {
        return ReadStripe.bean(Intake.class).submit(ref, terms(), new byte[200], Actor.OPERATOR);
    }

    private void store(SecretRef ref, String key) {
        link.inside(() -> {
            ReadStripe.bean(Vault.class).store(ref, terms(), bytes(key), Actor.OPERATOR);
            return true;
        });
    }

    private static SecretTerms terms() {
        return SecretTerms.vendorToken(ReadStripe.host());
    }

    private boolean uses(String key) {
        return link.inside(() -> ReadStripe.bean(Vault.class)
                .open(
                        HeldKeys.ref(link.id),
                        new Purpose("of-a-test", Actor.OPERATOR),
                        secret -> secret.matches(bytes(key))));
    }

    private List<String> fields() {
        return rows("select field from secret where workspace_id = :workspace order by field");
    }

    private String said() {
        return rows("select said from key_try where workspace_id = :workspace").getFirst();
    }

    private void isDue() {
        ReadGitHub.server()
                .asAdministrator(
                        "update mullion.key_try set due_at = now() - interval '1 second' where workspace_id = '"
                                + link.workspace.id().value() + "'");
    }

    private List<String> rows(String sql) {
        return link.inside(() ->
                ReadStripe.bean(TenantSql.class).sql(sql).query(String.class).list());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void await(BooleanSupplier until) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 seconds").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
