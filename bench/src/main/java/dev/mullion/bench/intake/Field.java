package dev.mullion.bench.intake;

import dev.mullion.bench.load.BareResponder;
import dev.mullion.bench.load.Deliveries;
import dev.mullion.bench.load.Receiver;
import dev.mullion.bench.load.Templates;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.MullionServer.Hook;
import dev.mullion.bench.machine.Workbench;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everyone who takes part, started and ready, and the deliveries that they all get. */
final class Field {

    private static final int WORKSPACES = 200;

    private final Database database;
    private final MullionServer server;
    private final HttpContender mullion;
    private final HttpContender spread;
    private final List<HttpContender> storing;
    private final List<HttpContender> verifying;
    private final List<Contender> contenders;
    private final List<String> one;
    private final List<String> many;
    private final Map<String, String> versions;
    private int nextSerial;
    private Map<List<String>, Deliveries> signed = Map.of();

    private Field(Workbench bench) {
        versions = new LinkedHashMap<>(Machine.facts(bench));
        bench.say("starting PostgreSQL");
        database = Database.start(bench);
        bench.say("setting up and starting Mullion");
        server = MullionServer.prepare(bench, database);
        Child process = server.serve();
        bench.say("adding " + WORKSPACES + " workspaces");
        Hook hook = server.addHook("bench");
        List<Hook> hooks = IntStream.range(0, WORKSPACES)
                .mapToObj(i -> server.addHook("bench-" + i))
                .toList();
        one = List.of(hook.secret());
        many = hooks.stream().map(Hook::secret).toList();
        mullion =
                new HttpContender("Mullion, one workspace", process, new Receiver(server.port(), List.of(hook.path())));
        spread = new HttpContender(
                "Mullion, " + WORKSPACES + " workspaces",
                process,
                new Receiver(server.port(), hooks.stream().map(Hook::path).toList()));
        bench.say("starting the peers");
        NodePeers node = new NodePeers(bench, database);
        node.prepare();
        storing = List.of(node.storing(1, hook.secret()), node.storing(2, hook.secret()));
        verifying = List.of(node.verifying(1, hook.secret()), node.verifying(2, hook.secret()));
        contenders = Stream.of(
                        List.of(mullion, spread), storing, verifying, List.of(bare(bench), new OneRowCommits(database)))
                .<Contender>flatMap(List::stream)
                .toList();
        versions.putAll(node.versions());
        versions.put("postgresql", database.version());
    }

    static Field set(Workbench bench) {
        return new Field(bench);
    }

    private static HttpContender bare(Workbench bench) {
        int port = Workbench.freePort();
        Child process = bench.startJava("bare http", BareResponder.class, Integer.toString(port));
        process.awaitReady(Duration.ofSeconds(20));
        return new HttpContender("limit: bare HTTP that reads and answers", process, new Receiver(port, List.of("/")));
    }

    /** The ones whose rates are compared, Mullion first. */
    List<Contender> contenders() {
        return contenders;
    }

    HttpContender mullion() {
        return mullion;
    }

    /** The peers that verify and insert a row: one process, and a cluster of two. */
    List<HttpContender> storing() {
        return storing;
    }

    List<String> storingPeers() {
        return storing.stream().map(HttpContender::name).toList();
    }

    List<String> verifyingPeers() {
        return verifying.stream().map(HttpContender::name).toList();
    }

    MullionServer server() {
        return server;
    }

    Database database() {
        return database;
    }

    Map<String, String> versions() {
        return versions;
    }

    /** Signs the deliveries of one round: the same ones for everybody, and none of them sent before. */
    void sign(Templates templates, int count) {
        int first = nextSerial;
        nextSerial += count;
        signed = Map.of(
                one, new Deliveries(templates, one, Deliveries.good(first, count, 1)),
                many, new Deliveries(templates, many, Deliveries.good(first, count / 2, WORKSPACES)));
    }

    Deliveries signed(Contender contender) {
        return Objects.requireNonNull(signed.get(secrets(contender)), "sign first");
    }

    /** Fresh deliveries for one contender alone. */
    Deliveries deliveries(Templates templates, Contender contender, int count) {
        List<String> secrets = secrets(contender);
        int first = nextSerial;
        nextSerial += count;
        return new Deliveries(templates, secrets, Deliveries.good(first, count, secrets.size()));
    }

    private List<String> secrets(Contender contender) {
        return contender.equals(spread) ? many : one;
    }
}
