package dev.mullion.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What an installation is restored with when its machine is lost: the master key, or the name of the key of a service
 * that takes its place, and the wrapped root, in one file to be kept elsewhere. It is confirmed by opening the root
 * with it, and the key store remembers for which key.
 */
public final class RecoveryKit {

    private static final String CONFIRMED = "kit";
    private static final String SOURCE = "wrapped by ";
    private static final int MOST_LINES = 100;

    private final KeyStore store;
    private final KeySources sources;
    private final Clock clock;

    public RecoveryKit(KeyStore store, KeySources sources, Clock clock) {
        this.store = store;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Writes it, for its owner alone. Refuses to overwrite.
     *
     * @param master absent where a key of a service wraps
     * @throws UnusableMasterKey when it cannot be written
     */
    public void write(Optional<MasterKey> master, Path file) {
        String root = root();
        KeyRing.open(sources, store);
        String text = master.map(key -> ofFile() + key.line())
                .orElseGet(() -> ofService() + SOURCE + sources.own().name());
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text + "\n" + root, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new UnusableMasterKey(file + " exists already and is not overwritten; choose another name", e);
        } catch (IOException e) {
            throw new UnusableMasterKey("the recovery kit cannot be written to " + file, e);
        }
    }

    private static String ofFile() {
        return """
                Recovery kit of a Mullion installation. Whoever has it and a copy of the key store opens everything.
                To restore: write the line below into a file of mode 0600, name it in MULLION_MASTER_KEY_FILE, and
                put a copy of the key store's folder in its place.

                """;
    }

    private static String ofService() {
        return """
                Recovery kit of a Mullion installation whose keys are wrapped by a key management service.
                To restore: name the key below in MULLION_KMS_KEY, with credentials that may decrypt with it, and
                put a copy of the key store's folder in its place.

                """;
    }

    /**
     * Opens the installation's root with what the file holds, and remembers that it did.
     *
     * @throws KeysUnavailable when it is of another installation or another key
     * @throws UnusableMasterKey when the file is no kit
     */
    public void confirm(Path file) {
        KeySources named = named(file);
        KeyRing.open(named, store);
        String before = store.read(CONFIRMED).orElse(null);
        store.put(
                CONFIRMED,
                before,
                "confirmed " + clock.instant() + "\nsource " + named.own().name() + "\n");
    }

    private KeySources named(Path file) {
        try {
            List<String> lines = Files.readString(file, StandardCharsets.US_ASCII)
                    .lines()
                    .limit(MOST_LINES)
                    .toList();
            Optional<KeySources> master = lines.stream()
                    .filter(MasterKey::isLine)
                    .findFirst()
                    .map(line -> KeySources.of(FileSource.of(MasterKey.parse(file, line))));
            return master.or(() ->
                            lines.contains(SOURCE + sources.own().name()) ? Optional.of(sources) : Optional.empty())
                    .orElseThrow(() -> new UnusableMasterKey(
                            file + " is no recovery kit of this installation's " + sources.own()));
        } catch (IOException e) {
            throw new UnusableMasterKey("the recovery kit " + file + " cannot be read", e);
        }
    }

    /** Whether a kit of the key in force was confirmed. */
    public boolean isConfirmed() {
        return isConfirmed(store, sources);
    }

    static boolean isConfirmed(KeyStore store, KeySources sources) {
        return store.read(CONFIRMED)
                .filter(text -> text.contains("source " + sources.own().name() + "\n"))
                .isPresent();
    }

    private String root() {
        return store.read(Root.NAME)
                .orElseThrow(() -> new KeysUnavailable(
                        KeysUnavailable.Reason.MISSING,
                        "the key store holds no installation yet: start the server once, then make the kit"));
    }
}
