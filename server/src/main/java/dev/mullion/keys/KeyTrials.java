package dev.mullion.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mullion.checks.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Tries the running installation's keys: wrong ones, weak ones, destroyed ones, and a server with half of them.
 * Whatever has to be made for it is made in a folder that is deleted afterwards; the key store is read and never
 * written.
 */
public final class KeyTrials {

    private static final byte[] TEXT = "planted by verify secrets".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTEXT = "trial".getBytes(StandardCharsets.US_ASCII);

    private final KeySets sets;
    private final Root root;

    KeyTrials(KeySets sets, Root root) {
        this.sets = sets;
        this.root = root;
    }

    public List<Check> run() {
        return inAFolder(folder -> List.of(
                Check.attempt("keys.wrong-master", () -> wrongMaster(folder)),
                Check.attempt("keys.weak-master", () -> weakMasters(folder)),
                Check.attempt("keys.moved", () -> moved(folder)),
                Check.attempt("keys.destroyed", () -> destroyed(folder)),
                Check.attempt("keys.web-role", () -> webRole(folder)),
                Check.attempt("keys.customers-own", () -> customersOwn(folder))));
    }

    /** Of customers' own keys: a switched-off one locks its workspace and no other, and those that are bound answer. */
    public List<Check> customersKeys() {
        return inAFolder(folder -> List.of(
                Check.attempt("keys.customers-own", () -> customersOwn(folder)),
                Check.attempt("keys.bound", this::boundOnes)));
    }

    /** Asked now and side by side: one that is silent holds up no other. */
    private Check boundOnes() {
        Set<KeysUnavailable.Reason> refused = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (UUID workspace : sets.bound().keySet()) {
                threads.execute(() -> {
                    try {
                        sets.ask(workspace);
                    } catch (KeysUnavailable e) {
                        refused.add(e.reason());
                    }
                });
            }
        }
        refused.remove(KeysUnavailable.Reason.LOCKED);
        return Check.of(
                "keys.bound",
                refused.isEmpty(),
                refused.isEmpty()
                        ? "every customer's own key answers, or was switched off by its owner"
                        : "some customer's own key neither opens nor refuses: " + refused);
    }

    private Check customersOwn(Path folder) {
        KeyStore store = new FolderKeyStore(folder.resolve("customers"));
        var customers = new SwitchedKey(MasterKey.create(folder.resolve("customers.key")));
        KeySets trial = trial(
                store,
                KeySources.of(
                        FileSource.of(MasterKey.create(folder.resolve("ours.key"))),
                        name -> name.equals(customers.name()) ? Optional.of(customers) : Optional.empty()));
        UUID theirs = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        trial.create(theirs);
        trial.create(other);
        byte[] sealed = trial.of(theirs).seal(Part.WEB, TEXT, CONTEXT);
        trial.bind(theirs, SwitchedKey.NAME);
        boolean opens = trial.of(theirs).open(Part.WEB, 1, sealed, CONTEXT).length == TEXT.length;
        customers.switchOff();
        boolean locks = isRefused(KeysUnavailable.Reason.LOCKED, () -> trial.ask(theirs))
                && trial.shut(theirs).isPresent()
                && isRefused(KeysUnavailable.Reason.LOCKED, () -> trial.release(theirs))
                && trial.shut(other).isEmpty();
        customers.switchOn();
        trial.ask(theirs);
        return Check.of(
                "keys.customers-own",
                opens && locks && trial.shut(theirs).isEmpty(),
                "a workspace behind a key of its own opens, is locked when that is switched off while another goes on, and"
                        + " opens again");
    }

    private Check wrongMaster(Path folder) {
        KeySources wrong = KeySources.of(FileSource.of(MasterKey.create(folder.resolve("wrong.key"))));
        Map<String, String> before = contents();
        boolean refused = isRefused(KeysUnavailable.Reason.WRONG_KEY, () -> KeyRing.open(wrong, sets.store()));
        return Check.of(
                "keys.wrong-master",
                refused && before.equals(contents()),
                "another master key is told from a missing one; " + before.size() + " entries are as they were");
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        sets.store().names().stream()
                .filter(name -> !NodeMarks.isOne(name) && !TreeHeads.isOne(name))
                .limit(1_000)
                .forEach(name -> contents.put(name, sets.store().read(name).orElse("")));
        return contents;
    }

    private static Check weakMasters(Path folder) {
        Map<String, byte[]> weak = new LinkedHashMap<>();
        weak.put("zero", new byte[32]);
        weak.put("short", Base64.getDecoder().decode("0gO0uUO6tWd3kKpQm5yEhA=="));
        weak.put("text", "changeme-changeme-changeme-chang".getBytes(StandardCharsets.US_ASCII));
        weak.put("base64 of text", "Y2hhbmdlbWUtY2hhbmdlbWUtY2hhbmdl".getBytes(StandardCharsets.US_ASCII));
        weak.put("empty", new byte[0]);
        List<String> taken = new ArrayList<>();
        weak.forEach((name, key) -> {
            Path file = folder.resolve("weak-" + name.replace(' ', '-'));
            MasterKey.create(file);
            write(file, "mullion-master-key-1 " + Base64.getEncoder().encodeToString(key) + "\n");
            try {
                MasterKey.read(file);
                taken.add(name);
            } catch (UnusableMasterKey _) {
                // as it should be
            }
        });
        return Check.of("keys.weak-master", taken.isEmpty(), weak.size() + " weak keys; taken: " + taken);
    }

    private Check moved(Path folder) {
        KeyStore store = new FolderKeyStore(folder.resolve("moved"));
        KeySets trial = trial(store, sets.sources());
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        trial.create(one);
        String entry = store.read("wsp_" + one).orElseThrow();
        store.put("wsp_" + other, null, entry.replace(one.toString(), other.toString()));
        return Check.of(
                "keys.moved",
                isRefused(KeysUnavailable.Reason.DAMAGED, () -> trial.of(other)),
                "a workspace's wrapped keys open in no other workspace's place");
    }

    private Check destroyed(Path folder) {
        KeyStore store = new FolderKeyStore(folder.resolve("destroyed"));
        KeySets trial = trial(store, sets.sources());
        UUID workspace = UUID.randomUUID();
        trial.create(workspace);
        byte[] sealed = trial.of(workspace).seal(Part.WEB, TEXT, CONTEXT);
        boolean opened = trial.of(workspace).open(Part.WEB, 1, sealed, CONTEXT).length == TEXT.length;
        trial.destroy(workspace);
        boolean gone = isRefused(KeysUnavailable.Reason.DESTROYED, () -> trial.of(workspace));
        trial.create(workspace);
        boolean stays = isRefused(
                KeysUnavailable.Reason.DESTROYED,
                () -> trial(store, sets.sources()).of(workspace).open(Part.WEB, 1, sealed, CONTEXT));
        return Check.of(
                "keys.destroyed",
                opened && gone && stays,
                "what destroyed keys sealed opens no more, on another server neither, and they cannot be made anew;"
                        + " others remember keys for " + KeySets.MEMORY.toSeconds() + " s");
    }

    /**
     * Erases a copy of a workspace's keys as the workspace's end does, and tries what a backup of the database brings
     * back. The workspace itself keeps its keys.
     *
     * @param opened how many of the workspace's rows are opened with such keys, asked for anew for each
     */
    public List<Check> erased(UUID workspace, ToLongFunction<Supplier<WorkspaceKeys>> opened) {
        return inAFolder(folder -> {
            String name = KeySets.name(workspace);
            KeyStore store = new FolderKeyStore(folder.resolve("erased"));
            store.put(name, null, sets.store().read(name).orElseThrow());
            KeySets trial = trial(store, sets.sources());
            long before = opened.applyAsLong(() -> trial.of(workspace));
            trial.destroy(workspace);
            long after = opened.applyAsLong(() -> trial.of(workspace));
            long elsewhere =
                    opened.applyAsLong(() -> trial(store, sets.sources()).of(workspace));
            return List.of(Check.of(
                    "erased.rows",
                    before > 0 && after == 0 && elsewhere == 0,
                    "of rows as a backup has them " + before
                            + " opened before a copy of the keys was destroyed; after it " + after
                            + ", and on a server that starts then " + elsewhere));
        });
    }

    private Check webRole(Path folder) {
        KeyStore store = new FolderKeyStore(folder.resolve("web"));
        UUID workspace = UUID.randomUUID();
        KeySource own = sets.sources().own();
        if (!own.opens(Part.WORKER)) {
            return Check.ok("keys.web-role", "this server has the role web and holds no worker's key");
        }
        KeySets worker = trial(store, sets.sources());
        worker.create(workspace);
        byte[] token = worker.of(workspace).seal(Part.WORKER, TEXT, CONTEXT);
        WorkspaceKeys web = trial(store, KeySources.of(own.ofWebAlone())).of(workspace);
        byte[] box = web.sealToIntake(TEXT);
        boolean refused =
                isRefused(KeysUnavailable.Reason.NOT_OF_THIS_ROLE, () -> web.open(Part.WORKER, 1, token, CONTEXT))
                        && isRefused(KeysUnavailable.Reason.NOT_OF_THIS_ROLE, () -> web.openFromIntake(box));
        boolean opens = worker.of(workspace).openFromIntake(box).isPresent();
        return Check.of(
                "keys.web-role",
                refused && opens,
                "with the role web alone a token is sealed to the intake and neither it nor a stored one is opened");
    }

    private KeySets trial(KeyStore store, KeySources sources) {
        return new KeySets(store, sources, root, Ticker.systemTicker());
    }

    private static boolean isRefused(KeysUnavailable.Reason reason, Supplier<?> work) {
        try {
            return work.get() == null;
        } catch (KeysUnavailable e) {
            return e.reason() == reason;
        }
    }

    private interface InFolder {
        List<Check> run(Path folder);
    }

    private static List<Check> inAFolder(InFolder work) {
        try {
            Path folder = Files.createTempDirectory("mullion-trial");
            try {
                return work.run(folder);
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file :
                            files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no folder could be made for a trial of keys", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("a trial of keys could not be written", e);
        }
    }
}
