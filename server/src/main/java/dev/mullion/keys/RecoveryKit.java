package dev.mullion.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;

/**
 * What an installation is restored with when its machine is lost: the master key and the wrapped root, in one file to
 * be kept elsewhere. It is confirmed by opening the root with it, and the key store remembers for which master key.
 */
public final class RecoveryKit {

    private static final String CONFIRMED = "kit";

    private final KeyStore store;
    private final Clock clock;

    public RecoveryKit(KeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Writes it, for its owner alone. Refuses to overwrite.
     *
     * @throws UnusableMasterKey when it cannot be written
     */
    public void write(MasterKey master, Path file) {
        String root = root();
        KeyRing.open(KeySources.of(FileSource.of(master)), store);
        String text =
                "Recovery kit of a Mullion installation. Whoever has it and a copy of the key store opens everything.\n"
                        + "To restore: write the second line into a file of mode 0600, name it in MULLION_MASTER_KEY_FILE, and\n"
                        + "put a copy of the key store's folder in its place.\n\n"
                        + master.line() + "\n" + root;
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new UnusableMasterKey(file + " exists already and is not overwritten; choose another name", e);
        } catch (IOException e) {
            throw new UnusableMasterKey("the recovery kit cannot be written to " + file, e);
        }
    }

    /**
     * Opens the installation's root with what the file holds, and remembers that it did.
     *
     * @throws KeysUnavailable when it is of another installation or another master key
     * @throws UnusableMasterKey when the file is no kit
     */
    public void confirm(Path file) {
        MasterKey master;
        try {
            master = Files.readString(file, StandardCharsets.US_ASCII)
                    .lines()
                    .filter(MasterKey::isLine)
                    .findFirst()
                    .map(line -> MasterKey.parse(file, line))
                    .orElseThrow(() -> new UnusableMasterKey(file + " is no recovery kit"));
        } catch (IOException e) {
            throw new UnusableMasterKey("the recovery kit " + file + " cannot be read", e);
        }
        KeyRing.open(KeySources.of(FileSource.of(master)), store);
        String before = store.read(CONFIRMED).orElse(null);
        store.put(CONFIRMED, before, "confirmed " + clock.instant() + "\nsource file:" + master.fingerprint() + "\n");
    }

    /** Whether a kit of the master key in force was confirmed. */
    public boolean isConfirmed(MasterKey master) {
        return Optional.ofNullable(store.read(CONFIRMED).orElse(null))
                .filter(text -> text.contains("source file:" + master.fingerprint() + "\n"))
                .isPresent();
    }

    private String root() {
        return store.read(Root.NAME)
                .orElseThrow(() -> new KeysUnavailable(
                        KeysUnavailable.Reason.MISSING,
                        "the key store holds no installation yet: start the server once, then make the kit"));
    }
}
