package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import dev.mullion.egress.LimitedClient;
import dev.mullion.ingest.Deliveries;
import dev.mullion.sandbox.github.Mood;
import dev.mullion.sandbox.world.Event;
import dev.mullion.telemetry.engineering.Repositories;
import dev.mullion.tenancy.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class HostileGitHub implements Subject {

    private static final int PAGE = 4;
    private static final int ALWAYS = Integer.MAX_VALUE;
    /** One call with its repetitions. */
    private static final int ONE_CALL = 3;

    private static final int SEED = 20_261_122;
    private static final String FUTURE_PULL_REQUEST = "4711000000001";

    private final Map<Boolean, List<String>> known = new HashMap<>();
    private @Nullable ReadGitHub link;

    private ReadGitHub link() {
        return Objects.requireNonNull(link, "nothing is connected yet");
    }

    @Override
    public String vendor() {
        return "GitHub";
    }

    @Override
    public void connect() {
        link = ReadGitHub.connected();
        ReadGitHub.vendor().pageSize(PAGE);
    }

    @Override
    public void feel(Fault fault) {
        switch (fault) {
            case LIMIT_TOLD -> feel(Mood.RETRY_AFTER, ALWAYS);
            case LIMIT_UNTOLD -> feel(Mood.SECONDARY_LIMIT, ALWAYS);
            case SERVER_ERROR -> feel(Mood.SERVER_ERROR, ONE_CALL);
            case SLOW -> feel(Mood.SLOW, 1);
            case TRUNCATED -> feel(Mood.TRUNCATED, ONE_CALL);
            case WRONG_CHARSET -> feel(Mood.WRONG_CHARSET, 1);
            case CIRCLE -> feel(Mood.CIRCLE, ALWAYS);
            case SHRINKING -> feel(Mood.SHRINKING, ALWAYS);
            case TOKEN_DEATH -> feel(Mood.TOKENS_REFUSED, ALWAYS);
            case BROAD -> ReadGitHub.vendor().feel(Mood.BROAD);
            case REDIRECT -> feel(Mood.REDIRECT, ALWAYS);
            case DUPLICATED, REORDERED, LATE, FUTURE, ID_REUSED -> throw new IllegalArgumentException(fault.title());
        }
    }

    private static void feel(Mood mood, int questions) {
        ReadGitHub.vendor().feel(mood, questions, 3);
    }

    @Override
    public void behave() {
        ReadGitHub.vendor().feel(Mood.KIND);
    }

    @Override
    public String happen(Fault fault) {
        List<Event> events = new ArrayList<>(ReadGitHub.quietEvents());
        switch (fault) {
            case DUPLICATED ->
                events.forEach(event -> {
                    UUID delivery = UUID.randomUUID();
                    link().deliver(event.name(), delivery, link().body(event));
                    link().deliver(event.name(), delivery, link().body(event));
                });
            case REORDERED -> {
                Collections.shuffle(events, new Random(SEED));
                events.forEach(link()::deliver);
            }
            case LATE -> {
                link().read();
                events.forEach(link()::deliver);
            }
            case FUTURE -> {
                Event event = events.stream()
                        .filter(one -> one.name().equals("pull_request"))
                        .findFirst()
                        .orElseThrow();
                events.forEach(link()::deliver);
                link().deliver(event.name(), UUID.randomUUID(), inAHundredYears(link().body(event)));
            }
            case ID_REUSED -> {
                return goneAndBack(events.getFirst().repository().id());
            }
            default -> throw new IllegalArgumentException(fault.title());
        }
        Deliveries.Counts counts = link().inside(
                        () -> ReadGitHub.bean(Deliveries.class).figures(link().id))
                .total();
        return counts.kept() + " kept, " + counts.ignored() + " ignored, " + counts.duplicate() + " duplicate";
    }

    /** Of a pull request that nobody else says anything about. */
    private static byte[] inAHundredYears(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        int pull = text.indexOf("\"pull_request\":{");
        int head = text.indexOf("\"head\":{", pull);
        String own = text.substring(pull, head)
                .replaceFirst("\"id\":[0-9]+,", "\"id\":" + FUTURE_PULL_REQUEST + ",")
                .replace("\"2026-", "\"2126-");
        return (text.substring(0, pull) + own + text.substring(head)).getBytes(StandardCharsets.UTF_8);
    }

    private String goneAndBack(long repository) {
        link().read();
        ReadGitHub.vendor().take(Set.of(repository));
        link().read();
        ReadGitHub.server()
                .asAdministrator("update mullion.sync_part set missed_at = missed_at - interval '1 hour'"
                        + " where connection_id = '" + link().id.value() + "'");
        SyncRun gone = link().read();
        ReadGitHub.vendor().take(Set.of());
        return Conformed.sentence(gone, "not there any more");
    }

    @Override
    public SyncRun read() {
        return link().read();
    }

    @Override
    public Workspace workspace() {
        return link().workspace;
    }

    @Override
    public Connection connection() {
        return link().connection();
    }

    @Override
    public List<String> state() {
        return known(link()).filter(row -> !row.contains(FUTURE_PULL_REQUEST)).toList();
    }

    /** When a repository was gone stays on record; what counts is whether it is. */
    private static Stream<String> known(ReadGitHub link) {
        Stream<String> gone =
                link.inside(() -> ReadGitHub.bean(Repositories.class).page(null, Repositories.MOST)).stream()
                        .filter(Repositories.Entry::removed)
                        .map(entry -> "gone " + entry.id().value());
        return Stream.concat(
                link.state().stream().map(row -> row.startsWith("repository") ? row.replaceFirst(",[^,]*$", "") : row),
                gone);
    }

    /** Deliveries tell more than pages do, so their state is one of its own. */
    @Override
    public List<String> expected(Fault fault) {
        boolean isDelivered = !fault.isOfReading() && fault != Fault.ID_REUSED;
        return known.computeIfAbsent(isDelivered, _ -> {
            ReadGitHub orderly = ReadGitHub.connected();
            if (isDelivered) {
                ReadGitHub.quietEvents().forEach(orderly::deliver);
            }
            orderly.read();
            return known(orderly).toList();
        });
    }

    @Override
    public LimitedClient client() {
        return Conformed.client("dev.mullion.connectors.github.GitHubApi");
    }
}
