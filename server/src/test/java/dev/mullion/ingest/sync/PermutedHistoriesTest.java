package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Projected;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.Puller.Listing;
import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.connectors.github.GitHubProjection;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Hurry;
import dev.mullion.keys.IdHasher;
import dev.mullion.keys.KeyRing;
import dev.mullion.sandbox.body.Bodies;
import dev.mullion.sandbox.world.Event;
import dev.mullion.sandbox.xero.Entries;
import dev.mullion.sandbox.xero.Organisation.Entry;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Label;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.Push;
import dev.mullion.telemetry.Repository;
import dev.mullion.telemetry.Subscription;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One history of each vendor, told in a thousand orders with repetitions, in transactions of all sizes. */
class PermutedHistoriesTest {

    /** At how many moments a vendor is read. */
    private static final int MOMENTS = Tellings.TURNS;

    private final Random random = new Random(Tellings.SEED);

    @Test
    @Attack({"reliability-15", "reliability-16", "reliability-17"})
    void githubsDeliveriesAndPagesComeToOneState() {
        ReadGitHub link = ReadGitHub.connected();
        List<List<Fact>> told = new ArrayList<>(delivered(link));
        assertThat(told).hasSizeGreaterThan(20);
        ReadGitHub.vendor().pageSize(5);
        String repository =
                Long.toString(ReadGitHub.quietEvents().getFirst().repository().id());
        for (int read = 0; read < 3; read++) {
            ReadGitHub.vendor().show(ReadGitHub.ANCHOR.minus(Duration.ofDays(4L * read)));
            read("github", new Link(link.workspace.id(), link.id, link.installation), repository).stream()
                    .map(facts -> facts.stream()
                            .filter(fact -> isAbout(fact, repository))
                            .toList())
                    .forEach(told::add);
        }
        assertThat(told)
                .as("first commits of pages, beside those of pushes")
                .anyMatch(facts ->
                        facts.stream().anyMatch(fact -> fact instanceof PullRequest one && one.firstCommit() != null))
                .anyMatch(facts -> facts.stream().anyMatch(Push.class::isInstance));

        Tellings.assertOneState(this::shuffled, told, """
                select (p.id / 100000000000000)::text as telling,
                       'pull request ' || row(p.id % 100000000000000, p.repository_id % 100000000000000, p.number, p.state,
                           p.author is null, p.author_is_bot, p.association, p.opened_at, p.first_ready_at, p.first_review_at,
                           p.last_review_at, p.merged_at, p.closed_at, p.first_commit_at, p.branch is null, p.into_default,
                           p.reviewers_asked, p.additions, p.deletions, p.changed_files, p.commits, p.comments,
                           p.review_comments, p.updated_at)::text as said
                  from pull_request p
                 where p.workspace_id = :workspace
                 union all
                select (r.id / 100000000000000)::text,
                       'review ' || row(r.id % 100000000000000, r.pull_request_id % 100000000000000, r.reviewer is null,
                           r.reviewer_is_bot, r.state, r.submitted_at)::text
                  from review r
                 where r.workspace_id = :workspace
                 union all
                select (s.id / 100000000000000)::text,
                       'repository ' || row(s.id % 100000000000000, s.private, s.archived, s.fork, s.language, s.size_kilobytes,
                           s.open_issues, s.created_at, s.pushed_at, s.removed_at)::text
                  from repository s
                 where s.workspace_id = :workspace
                 union all
                select (l.external_id / 100000000000000)::text,
                       'label ' || row(l.external_id % 100000000000000, l.text)::text
                  from label l
                 where l.workspace_id = :workspace
                """);
    }

    /**
     * Xero's events are notices: what they lead to are pages read at some moment, in whatever order they are stored.
     */
    @Test
    @Attack({"reliability-15", "reliability-16", "reliability-17"})
    void xerosPagesComeToOneState() {
        ReadXero link = ReadXero.connected();
        ReadXero.vendor().pageSize(3);
        List<List<Fact>> told = new ArrayList<>();
        UUID changing = UUID.randomUUID();
        for (int read = 0; read < MOMENTS; read++) {
            link.organisation.put(changed(changing, read));
            Hurry.forgetBudgets(ReadGitHub.bean(Egress.class));
            told.addAll(read("xero", new Link(link.workspace.id(), link.id(), 0), null));
        }

        Tellings.assertOneState(this::shuffled, told, """
                select ('x' || right(i.source::text, 8))::bit(32)::int::text as telling,
                       'invoice ' || row(i.id, i.direction, i.state, i.counterparty is null, i.vendor, i.issued_on, i.due_on,
                           i.paid_on, i.currency, i.total, i.tax, i.due, i.paid, i.credited, i.updated_at)::text as said
                  from invoice i
                 where i.workspace_id = :workspace
                 union all
                select ('x' || right(p.source::text, 8))::bit(32)::int::text,
                       'payment ' || row(p.id, p.direction, p.state, p.paid_for_id, p.paid_on, p.amount, p.updated_at)::text
                  from payment p
                 where p.workspace_id = :workspace
                 union all
                select ('x' || right(c.source::text, 8))::bit(32)::int::text,
                       'credit ' || row(c.id, c.kind, c.state, c.total, c.remaining, c.updated_at)::text
                  from credit c
                 where c.workspace_id = :workspace
                 union all
                select ('x' || right(b.source::text, 8))::bit(32)::int::text, 'books ' || row(b.base_currency, b.zone)::text
                  from books b
                 where b.workspace_id = :workspace
                """);
    }

    /**
     * Stripe's events are notices too, and an account is read by one run at a time: what comes in any order, late and
     * twice, is which subscriptions a run reads anew. The history comes back to what it was before.
     */
    @Test
    @Attack({"reliability-15", "reliability-16", "reliability-17"})
    void stripesEventsComeToOneState() {
        ReadStripe link = ReadStripe.connected();
        List<String> touched = List.of("sub_synthetic0001", "sub_synthetic0002", "sub_synthetic0003");
        List<List<Fact>> moments = new ArrayList<>();
        for (int read = 0; read < MOMENTS; read++) {
            for (String id : touched) {
                link.account.changeQuantity(id, 1 + read % 3, Instant.now());
            }
            moments.add(read("stripe", new Link(link.workspace.id(), link.id, 0), "subscriptions").stream()
                    .flatMap(List::stream)
                    .filter(fact -> fact instanceof Subscription one
                            && touched.contains(one.id().value()))
                    .toList());
        }
        assertThat(moments).allMatch(moment -> moment.size() == touched.size());

        Tellings.assertOneState(this::noticed, moments, """
                select split_part(s.id, '_', 3) as telling,
                       'subscription ' || row(split_part(s.id, '_', 2), s.live, s.status, s.started_at, s.trial_end, s.ended_at,
                           s.pause, s.whole, i.id, i.quantity, i.currency, i.unit_amount, i.period_end)::text as said
                  from subscription s
                  left join subscription_item i
                    on i.workspace_id = :workspace and i.subscription_id = s.id and i.since = s.since
                 where s.workspace_id = :workspace
                   and s.until is null
                """);
    }

    /** The lists show every repository, of which one has the history. */
    private static boolean isAbout(Fact fact, String repository) {
        return switch (fact) {
            case Repository one -> repository.equals(Long.toString(one.id().value()));
            case Label one -> repository.equals(Long.toString(one.externalId()));
            default -> true;
        };
    }

    private static Entry changed(UUID id, int read) {
        String[] left = {"90.00", "60.00", "60.00", "0.00"};
        String state = read == MOMENTS - 1 ? "PAID" : "AUTHORISED";
        return Entries.invoice(
                id,
                new Entries.Sum(
                        "ACCREC", state, "Another", "NZD", "90.00", left[read], ReadXero.day("2026-10-02"), null),
                ReadXero.NOW.plus(Duration.ofHours(read)));
    }

    private static List<List<Fact>> delivered(ReadGitHub link) {
        GitHubProjection projection = ReadGitHub.bean(GitHubProjection.class);
        IdHasher hasher =
                ReadGitHub.bean(KeyRing.class).idHasher(link.workspace.id().value());
        Bodies bodies = new Bodies(ReadGitHub.WORLD.company(), OptionalLong.of(link.installation));
        List<List<Fact>> told = new ArrayList<>();
        for (Event event : ReadGitHub.quietEvents()) {
            var body = new ByteArrayOutputStream();
            bodies.write(event, body);
            if (projection.project(event.name(), body.toByteArray(), body.size(), hasher)
                    instanceof Projected.Kept kept) {
                told.add(kept.facts());
            }
        }
        return told;
    }

    /** What the vendor shows now: the facts of its list and of each page of one part, or of all. */
    private static List<List<Fact>> read(String connector, Link at, @Nullable String part) {
        Puller puller = ReadGitHub.server().context().getBeansOfType(Puller.class).values().stream()
                .filter(one -> one.connector().equals(connector))
                .findFirst()
                .orElseThrow();
        List<List<Fact>> told = new ArrayList<>();
        Listing listing = got(puller.list(at, null));
        told.add(listing.facts());
        for (Part one : listing.parts()) {
            if (part == null || one.key().equals(part)) {
                String next = null;
                do {
                    Page page = got(puller.page(at, one, next));
                    told.add(page.facts());
                    next = page.next();
                } while (next != null);
            }
        }
        return told;
    }

    private static <T> T got(Pulled<T> pulled) {
        return ((Pulled.Got<T>) pulled).value();
    }

    /** Every part of the history in any order, some of them twice or more, cut into transactions anywhere. */
    private List<List<Fact>> shuffled(List<List<Fact>> told, Integer telling) {
        List<List<Fact>> all = new ArrayList<>(told);
        if (telling > 0) {
            for (int repeated = random.nextInt(8); repeated > 0; repeated--) {
                all.add(told.get(random.nextInt(told.size())));
            }
            Collections.shuffle(all, random);
        }
        List<List<Fact>> turns = Tellings.turns();
        for (int i = 0; i < all.size(); i++) {
            int turn = telling > 0 && i > 0
                    ? Math.min(Tellings.TURNS - 1, i * Tellings.TURNS / all.size() + random.nextInt(2))
                    : 0;
            turns.get(turn).addAll(all.get(i));
        }
        return turns;
    }

    /**
     * At each moment what some events name is read as it stands then; each event is heard at its moment or later. The
     * first telling knows of nothing but the end.
     */
    private List<List<Fact>> noticed(List<List<Fact>> moments, Integer telling) {
        List<List<Fact>> turns = Tellings.turns();
        if (telling == 0) {
            turns.getFirst().addAll(moments.getLast());
            return turns;
        }
        for (int moment = 0; moment < moments.size(); moment++) {
            for (int subject = 0; subject < moments.get(moment).size(); subject++) {
                for (int times = 1 + random.nextInt(3); times > 0; times--) {
                    int heard = moment + random.nextInt(moments.size() - moment);
                    turns.get(heard).add(moments.get(heard).get(subject));
                }
            }
        }
        return turns;
    }
}
