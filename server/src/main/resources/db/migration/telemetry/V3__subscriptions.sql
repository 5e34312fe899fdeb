-- Subscriptions as they stand and as they stood: a change of terms ends one version and begins the next, so that what was monthly revenue
-- at any moment is computed from facts by one definition. Amounts are in whole units of their currency, with all the decimals that the
-- vendor states. The version that was read first holds from the start of the subscription: what changed before is not known.
create table mullion.subscription (
    workspace_id         uuid not null references mullion.workspace (id),
    id                   text not null check (length(id) <= 80),
    since                timestamptz not null,
    until                timestamptz,
    seen_first           boolean not null,
    live                 boolean not null,
    status               text not null check (status in ('active', 'past_due', 'trialing', 'incomplete', 'incomplete_expired', 'unpaid', 'canceled', 'paused')),
    customer             uuid,
    collection           text not null check (length(collection) <= 30),
    started_at           timestamptz not null,
    trial_start          timestamptz,
    trial_end            timestamptz,
    cancel_at            timestamptz,
    cancel_at_period_end boolean not null,
    canceled_at          timestamptz,
    ended_at             timestamptz,
    cancel_reason        text check (length(cancel_reason) <= 30),
    pause                text check (pause in ('void', 'keep_as_draft', 'mark_uncollectible')),
    resumes_at           timestamptz,
    whole                boolean not null,
    as_of                timestamptz not null,
    primary key (workspace_id, id, since)
);
create unique index subscription_now on mullion.subscription (workspace_id, id) where until is null;
create index subscription_of_customer on mullion.subscription (workspace_id, customer, since) where customer is not null;
select mullion.protect('mullion.subscription', array['insert', 'update']);

create table mullion.subscription_item (
    workspace_id    uuid not null references mullion.workspace (id),
    subscription_id text not null,
    since           timestamptz not null,
    id              text not null check (length(id) <= 80),
    quantity        bigint,
    period_start    timestamptz,
    period_end      timestamptz,
    price           uuid not null,
    product         uuid,
    currency        text not null check (length(currency) = 3),
    usage           text not null check (usage in ('licensed', 'metered', 'none')),
    scheme          text not null check (scheme in ('per_unit', 'tiered')),
    interval_unit   text check (interval_unit in ('day', 'week', 'month', 'year')),
    interval_count  int,
    unit_amount     numeric(30, 12),
    custom_amount   boolean not null,
    tiers_mode      text check (tiers_mode in ('graduated', 'volume')),
    tier_up_to      bigint[] not null,
    tier_unit       numeric(30, 12)[] not null,
    tier_flat       numeric(30, 12)[] not null,
    divide_by       bigint,
    round_up        boolean,
    tax_inclusive   boolean not null,
    primary key (workspace_id, subscription_id, since, id),
    foreign key (workspace_id, subscription_id, since) references mullion.subscription (workspace_id, id, since)
);
select mullion.protect('mullion.subscription_item', array['insert']);

-- item_id is empty for a discount of the whole subscription.
create table mullion.subscription_discount (
    workspace_id    uuid not null references mullion.workspace (id),
    subscription_id text not null,
    since           timestamptz not null,
    item_id         text not null check (length(item_id) <= 80),
    place           int not null,
    coupon          uuid,
    percent_off     numeric(30, 12),
    amount_off      numeric(30, 12),
    currency        text check (length(currency) = 3),
    duration        text not null check (duration in ('once', 'repeating', 'forever', 'unknown')),
    starts_at       timestamptz,
    ends_at         timestamptz,
    products        uuid[] not null,
    primary key (workspace_id, subscription_id, since, item_id, place),
    foreign key (workspace_id, subscription_id, since) references mullion.subscription (workspace_id, id, since)
);
select mullion.protect('mullion.subscription_discount', array['insert']);
