package dev.mullion.bench.neighbours;

import dev.mullion.bench.load.Answers;
import dev.mullion.bench.load.Deliveries;
import dev.mullion.bench.load.Generator;
import dev.mullion.bench.load.Pace;
import dev.mullion.bench.load.Receiver;
import dev.mullion.bench.load.Templates;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.MullionServer.Hook;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** One workspace that is flooded, and its neighbours; each delivery is of a pull request that was never sent before. */
final class Street {

    private static final int CONNECTIONS = 64;

    private final Templates templates = new Templates();
    private final Way flooded;
    private final Way quiet;
    private int nextSerial;

    private record Way(Receiver receiver, List<String> secrets) {}

    Street(MullionServer server, int neighbours) {
        flooded = way(server, List.of(server.addHook("flooded")));
        quiet = way(
                server,
                IntStream.range(0, neighbours)
                        .mapToObj(i -> server.addHook("neighbour-" + i))
                        .toList());
    }

    private static Way way(MullionServer server, List<Hook> hooks) {
        return new Way(
                new Receiver(server.port(), hooks.stream().map(Hook::path).toList()),
                hooks.stream().map(Hook::secret).toList());
    }

    /** What both were answered in the same time. */
    record Both(Answers flooded, Answers quiet) {}

    Answers quiet(int perSecond, Duration length) {
        return send(quiet, signed(quiet, perSecond, length), perSecond, length);
    }

    Both both(int floodPerSecond, int perSecond, Duration length) {
        Deliveries flood = signed(flooded, floodPerSecond, length);
        Deliveries others = signed(quiet, perSecond, length);
        CompletableFuture<Answers> beside =
                CompletableFuture.supplyAsync(() -> send(flooded, flood, floodPerSecond, length));
        Answers answers = send(quiet, others, perSecond, length);
        return new Both(beside.join(), answers);
    }

    private Deliveries signed(Way way, int perSecond, Duration length) {
        int count = perSecond * (int) length.toSeconds();
        int first = nextSerial;
        nextSerial += count;
        return new Deliveries(
                templates,
                way.secrets(),
                Deliveries.good(first, count, way.secrets().size()));
    }

    private static Answers send(Way way, Deliveries deliveries, int perSecond, Duration length) {
        return Generator.run(way.receiver(), deliveries, new Pace.Open(perSecond, length), CONNECTIONS);
    }
}
