package dev.mullion.bench.audit;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.audit.BundleText.Item;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.tenancy.WorkspaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Attacks by chance on one exported log, against a checkpoint that was kept. For a fork and a rewriting the log is
 * written anew by the server itself, with the real key, after a superuser emptied it.
 */
final class RandomAttacks {

    private static final int EVENTS = 400;
    private static final int CADENCE = 40;

    private enum Attack {
        EDIT,
        DELETE,
        INSERT,
        REORDER,
        TRUNCATE,
        FORK,
        REWRITE,
        SWAP
    }

    /** What was tried of each kind, and what of it was found. */
    record Outcome(String attack, int tried, int found) {}

    private final Workbench bench;
    private final Random random = new Random(8);
    private final BundleText log;
    private final BundleText written;
    private final BundleText neighbour;
    private final List<String> kept;

    RandomAttacks(Workbench bench, Database database, MullionServer server, Logs logs) {
        this.bench = bench;
        WorkspaceId attacked = logs.workspace("attacked");
        WorkspaceId other = logs.workspace("neighbour");
        kept = logs.fillAndSign(attacked, EVENTS, CADENCE, "");
        log = exported(logs, attacked, "log");
        logs.fillAndSign(other, EVENTS, CADENCE, "");
        neighbour = exported(logs, other, "neighbour");
        empty(database, server, attacked);
        logs.fillAndSign(attacked, EVENTS, CADENCE, "it was otherwise: ");
        written = exported(logs, attacked, "written anew");
        if (!judged(log.text(), kept.getLast())) {
            throw new BenchmarkFailed("the log does not hold before anything was done to it");
        }
    }

    private BundleText exported(Logs logs, WorkspaceId workspace, String name) {
        Path file = bench.folder().resolve(name.replace(' ', '-') + ".mullion-audit");
        logs.export(workspace, file);
        try {
            return BundleText.read(Files.readString(file));
        } catch (IOException e) {
            throw new BenchmarkFailed("an export cannot be read", e);
        }
    }

    /** Past triggers and row security, and without what was published: an operator with every right. */
    private static void empty(Database database, MullionServer server, WorkspaceId workspace) {
        List<String> statements = new ArrayList<>(List.of("set session_replication_role = replica"));
        for (String table : List.of("audit_tile", "audit_checkpoint", "audit_key", "audit_entry", "audit_log")) {
            statements.add("delete from mullion." + table + " where workspace_id = '" + workspace.value() + "'");
        }
        database.execute(MullionServer.DATABASE, statements.toArray(String[]::new));
        try {
            Files.deleteIfExists(server.data().resolve("audit").resolve(workspace.value() + ".checkpoints"));
            Files.deleteIfExists(server.settings().custody().store().resolve("log-" + workspace.value() + ".keys"));
        } catch (IOException e) {
            throw new BenchmarkFailed("the published checkpoints cannot be removed", e);
        }
    }

    List<Outcome> run(int attacks) {
        Map<Attack, int[]> counts = new EnumMap<>(Attack.class);
        for (int i = 0; i < attacks; i++) {
            Attack attack = Attack.values()[i % Attack.values().length];
            int[] count = counts.computeIfAbsent(attack, _ -> new int[2]);
            count[0]++;
            count[1] += judged(attacked(attack).text(), noteFor(attack)) ? 0 : 1;
        }
        return counts.entrySet().stream()
                .map(entry -> new Outcome(
                        entry.getKey().name().toLowerCase(java.util.Locale.ROOT),
                        entry.getValue()[0],
                        entry.getValue()[1]))
                .toList();
    }

    /** Whoever wrote a log anew is found out by any checkpoint from before; who cut it, by the newest. */
    private String noteFor(Attack attack) {
        return attack == Attack.REWRITE ? kept.get(random.nextInt(kept.size())) : kept.getLast();
    }

    private BundleText attacked(Attack attack) {
        List<Item> items = new ArrayList<>(log.items());
        List<Integer> events = log.places(true);
        int at = events.get(random.nextInt(events.size()));
        switch (attack) {
            case EDIT ->
                items.set(
                        at,
                        items.get(at).withFirst(changed(items.get(at).lines().getFirst())));
            case DELETE -> items.remove(at);
            case INSERT -> items.add(at, written.items().get(at));
            case REORDER -> Collections.swap(items, at, anotherThan(at, events));
            case TRUNCATE -> {
                List<Integer> notes = log.places(false);
                items = items.subList(0, notes.get(random.nextInt(notes.size() - 1)) + 1);
            }
            case FORK -> {
                List<Integer> notes = log.places(false);
                int from = notes.get(random.nextInt(notes.size() - 1)) + 1;
                items = new ArrayList<>(items.subList(0, from));
                items.addAll(written.items().subList(from, written.items().size()));
            }
            case REWRITE -> items = written.items();
            case SWAP -> {
                if (random.nextBoolean()) {
                    return neighbour;
                }
                items.set(at, neighbour.items().get(at));
            }
        }
        return log.with(items);
    }

    private int anotherThan(int at, List<Integer> events) {
        int other = at;
        while (other == at) {
            other = events.get(random.nextInt(events.size()));
        }
        return other;
    }

    private String changed(String line) {
        int at = "event ".length() + random.nextInt(line.length() - "event ".length());
        char other = line.charAt(at) == 'a' ? 'b' : 'a';
        return line.substring(0, at) + other + line.substring(at + 1);
    }

    private boolean judged(String bundle, String note) {
        Path file = bench.folder().resolve("attacked.mullion-audit");
        Path keptFile = bench.folder().resolve("kept.checkpoints");
        try {
            Files.writeString(file, bundle);
            Files.writeString(keptFile, note);
        } catch (IOException e) {
            throw new BenchmarkFailed("an attacked log cannot be written", e);
        }
        return Logs.holds(file, "--kept", keptFile.toString());
    }
}
