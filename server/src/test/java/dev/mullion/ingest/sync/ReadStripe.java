package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.KeyPastes;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.LinkStates;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.ingest.sync.Syncs.Asked;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.sandbox.stripe.StripeVendor;
import dev.mullion.telemetry.revenue.Bridge;
import dev.mullion.telemetry.revenue.Mrr;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A connection by key in a workspace of its own, on the server whose vendors are sandboxes. */
final class ReadStripe {

    static final String KEY = "rk_live_synthetic0000000000000000";

    /** One moment for the whole run, in whole seconds as Stripe has them. */
    @SuppressWarnings("TimeInStaticInitializer")
    static final Instant ANCHOR = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    final Workspace workspace = ReadGitHub.server().newWorkspace();
    final StripeAccount account;
    final ConnectionId id;

    private ReadStripe(StripeAccount account) {
        this.account = account;
        vendor().show(account);
        id = inside(() -> bean(Connections.class)
                .addKeyed("stripe", Connection.Mode.LIVE, Actor.OPERATOR)
                .id());
        paste(KEY);
        inside(() -> ReadGitHub.isNotDue(id));
    }

    static StripeAccount account() {
        return StripeAccount.of(KEY, ANCHOR);
    }

    /** A new one, at a vendor that behaves. */
    static ReadStripe connected() {
        return connectedTo(account());
    }

    /** The same to an account that others are connected to. */
    static ReadStripe connectedTo(StripeAccount account) {
        vendor().feel(StripeMood.KIND);
        vendor().pageSize(100);
        vendor().haltAfter(Integer.MAX_VALUE);
        return new ReadStripe(account);
    }

    static StripeVendor vendor() {
        return ReadGitHub.stripe();
    }

    static <T> T bean(Class<T> type) {
        return ReadGitHub.bean(type);
    }

    /** As after a run that went well: what is refused from now on worked before. */
    void worked() {
        inside(() -> {
            bean(LinkStates.class).found(id, Connection.State.ACTIVE, null);
            return true;
        });
    }

    /** What a person pastes for a connection that is here, inside an open door. */
    static Optional<Integer> pasted(Connection connection, String word, String secret) {
        return bean(KeyPastes.class)
                .take(
                        connection,
                        keys().kind(word).orElseThrow(),
                        secret.getBytes(StandardCharsets.US_ASCII),
                        Actor.OPERATOR);
    }

    static PastedKeys keys() {
        return bean(KeyVendors.class).of("stripe").orElseThrow();
    }

    static String host() {
        return bean(KeyVendors.class).host(keys());
    }

    void paste(String key) {
        inside(() -> {
            bean(Vault.class)
                    .store(
                            HeldKeys.ref(id),
                            SecretTerms.vendorToken("127.0.0.1"),
                            key.getBytes(StandardCharsets.US_ASCII),
                            Actor.OPERATOR);
            return true;
        });
    }

    <T> T inside(Workspaces.Work<T, RuntimeException> work) {
        return bean(Workspaces.class).within(workspace.id(), work);
    }

    Asked.Begun begun() {
        return (Asked.Begun) bean(Syncs.class).ask(workspace.id(), id, Actor.OPERATOR);
    }

    SyncRun read() {
        return ReadGitHub.ended(begun());
    }

    Connection connection() {
        return inside(() -> bean(Connections.class).find(id).orElseThrow());
    }

    Mrr mrr() {
        return inside(() -> bean(Revenue.class).mrr(Instant.now(), true));
    }

    Bridge bridge(Instant from, Instant until) {
        return inside(() -> bean(Revenue.class).bridge(from, until, true));
    }

    /** All that is known of subscriptions, without what differs from workspace to workspace and from run to run. */
    List<String> state() {
        return inside(() -> bean(TenantSql.class).sql("""
                select row(s.id, s.live, s.status, s.customer is null, s.started_at, s.trial_end, s.ended_at, s.pause, s.whole,
                           s.cancel_at_period_end, i.id, i.quantity, i.currency, i.usage, i.interval_unit, i.interval_count,
                           i.unit_amount, i.tiers_mode, i.tier_up_to, i.tier_unit, i.period_end, d.item_id, d.percent_off,
                           d.amount_off, d.duration)::text
                  from subscription s
                  left join subscription_item i
                    on i.workspace_id = :workspace and i.subscription_id = s.id and i.since = s.since
                  left join subscription_discount d
                    on d.workspace_id = :workspace and d.subscription_id = s.id and d.since = s.since
                 where s.workspace_id = :workspace
                   and s.until is null
                 order by 1
                """).query(String.class).list());
    }

    long count(String sql) {
        return inside(() -> bean(TenantSql.class).sql(sql).query(Long.class).single());
    }
}
