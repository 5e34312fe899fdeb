package dev.mullion.bench.intake;

import dev.mullion.bench.load.Answers;
import dev.mullion.bench.load.Deliveries;
import dev.mullion.bench.load.Delivery;
import dev.mullion.bench.load.Delivery.Twist;
import dev.mullion.bench.load.Generator;
import dev.mullion.bench.load.Pace;
import dev.mullion.bench.load.Receiver;
import dev.mullion.bench.load.Templates;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Three quarters good deliveries, 10 % forged, 10 % replays, 5 % malformed or of an earlier state, in random order;
 * counted by what was answered and by what the database holds afterwards.
 */
final class HostileMix {

    static final String SLUG = "hostile";

    private static final int DELIVERIES = 8_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Database database;
    private final Deliveries first;
    private final Deliveries mixed;
    private final Receiver receiver;

    HostileMix(Templates templates, MullionServer mullion, Database database) {
        MullionServer.Hook hook = mullion.addHook(SLUG);
        this.database = database;
        this.receiver = new Receiver(mullion.port(), List.of(hook.path()));
        this.first = new Deliveries(templates, List.of(hook.secret()), Deliveries.good(0, DELIVERIES / 4, 1));
        this.mixed = new Deliveries(templates, List.of(hook.secret()), plan(DELIVERIES / 4));
    }

    /** @param known so many pull requests, from serial 0, were delivered before */
    private static List<Delivery> plan(int known) {
        Random random = new Random(7);
        List<Delivery> plan = new ArrayList<>();
        for (int i = 0; i < DELIVERIES; i++) {
            int share = random.nextInt(1_000);
            plan.add(
                    share < 100
                            ? new Delivery(known + i, 0, Twist.FORGED)
                            : share < 200
                                    ? new Delivery(random.nextInt(known), 0, Twist.REPLAY)
                                    : share < 225
                                            ? new Delivery(known + i, 0, Twist.MALFORMED)
                                            : share < 250
                                                    ? new Delivery(i % known, 0, Twist.OLD)
                                                    : new Delivery(known + i, 0, Twist.GOOD));
        }
        return plan;
    }

    /** What came of it. */
    record Result(Table table, List<Target> targets, Map<String, Object> raw) {}

    Result run() {
        send(first);
        Answers answers = send(mixed);
        List<List<String>> rows =
                Arrays.stream(Twist.values()).map(twist -> row(twist, answers)).toList();
        long wrong = count(answers, Twist.FORGED, true) + count(answers, Twist.MALFORMED, true);
        long lost = count(answers, Twist.GOOD, false);
        long expected = first.count() + all(Twist.GOOD);
        long stored = stored("select count(*) from mullion.pull_request p" + of("p"));
        long movedBack = stored("select count(*) from mullion.pull_request p" + of("p") + " and additions = "
                + Templates.ADDITIONS_OF_OLD);
        long processed = stored("select count(*) from mullion.delivery d" + of("d") + " and outcome = 'kept'");
        List<Target> targets = List.of(
                none("wrong accepts (forged or malformed answered 2xx)", wrong),
                none("good deliveries not accepted", lost),
                none("duplicates or strangers stored (pull requests beyond those sent)", stored - expected),
                none("deliveries processed twice or not at all", processed - expected - distinct(Twist.OLD)),
                none("pull requests moved back by an old delivery", movedBack));
        return new Result(
                new Table(
                        "hostile mix, " + DELIVERIES + " deliveries to one workspace, "
                                + Math.round(answers.sent() / answers.seconds()) + "/s",
                        List.of("kind", "sent", "2xx", "400/422", "401", "other"),
                        rows),
                targets,
                Map.of(
                        "wrongAccepts",
                        wrong,
                        "lost",
                        lost,
                        "stored",
                        stored,
                        "expected",
                        expected,
                        "processed",
                        processed,
                        "movedBack",
                        movedBack));
    }

    private Answers send(Deliveries deliveries) {
        return Generator.run(receiver, deliveries, new Pace.Closed(LONGEST), HttpContender.CONNECTIONS);
    }

    private static Target none(String what, long count) {
        return new Target("0 " + what, Long.toString(count), count == 0);
    }

    private List<String> row(Twist twist, Answers answers) {
        int[] statuses = IntStream.range(0, answers.sent())
                .filter(index -> mixed.delivery(index).twist() == twist)
                .map(answers::status)
                .toArray();
        long accepted =
                Arrays.stream(statuses).filter(status -> status / 100 == 2).count();
        long unreadable = Arrays.stream(statuses)
                .filter(status -> status == 400 || status == 422)
                .count();
        long refused = Arrays.stream(statuses).filter(status -> status == 401).count();
        return List.of(
                twist.name().toLowerCase(java.util.Locale.ROOT),
                Integer.toString(statuses.length),
                Long.toString(accepted),
                Long.toString(unreadable),
                Long.toString(refused),
                Long.toString(statuses.length - accepted - unreadable - refused));
    }

    private long count(Answers answers, Twist twist, boolean accepted) {
        return IntStream.range(0, answers.sent())
                .filter(index -> mixed.delivery(index).twist() == twist && answers.isAccepted(index) == accepted)
                .count();
    }

    private long all(Twist twist) {
        return IntStream.range(0, mixed.count())
                .filter(index -> mixed.delivery(index).twist() == twist)
                .count();
    }

    /** An earlier state of one pull request may be sent again later in the mix: that is one delivery. */
    private long distinct(Twist twist) {
        return IntStream.range(0, mixed.count())
                .mapToObj(mixed::delivery)
                .filter(delivery -> delivery.twist() == twist)
                .map(Delivery::serial)
                .distinct()
                .count();
    }

    private long stored(String sql) {
        return database.number(MullionServer.DATABASE, sql);
    }

    private static String of(String alias) {
        return " where " + alias + ".workspace_id = (select id from mullion.workspace where slug = '" + SLUG + "')";
    }
}
