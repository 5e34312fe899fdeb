package dev.mullion.keys;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of files that only their owner may read, on this machine or on a mount that several servers share. A file is
 * written beside its place, forced to the disk and renamed, and the folder is forced too: after a loss of power either
 * the old or the new content is there, whole.
 */
public final class FolderKeyStore implements KeyStore {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,79}");
    private static final String KEPT = ".keys";
    private static final String DESTROYED = ".destroyed";
    private static final String BESIDE = ".new";
    private static final int LONGEST = 64 * 1024;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A file lock belongs to a process, so the threads of this one take turns first. */
    private static final ReentrantLock TURN = new ReentrantLock();

    private final Path folder;

    public FolderKeyStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<String> read(String name) {
        Path file = kept(name);
        try {
            if (Files.size(file) > LONGEST) {
                throw new KeysUnavailable(KeysUnavailable.Reason.DAMAGED, file + " is too long for wrapped keys");
            }
            String content = Files.readString(file, StandardCharsets.US_ASCII);
            // Asked last: what is being destroyed meanwhile is marked before it is wiped.
            return isDestroyed(name) ? Optional.empty() : Optional.of(content);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public boolean put(String name, @Nullable String expected, String content) {
        return inTurn(() -> {
            String present = read(name).orElse(null);
            if (isDestroyed(name) || !java.util.Objects.equals(present, expected)) {
                return false;
            }
            writeForced(
                    beside(name),
                    content.getBytes(StandardCharsets.US_ASCII),
                    Set.of(CREATE, WRITE, TRUNCATE_EXISTING));
            Files.move(beside(name), kept(name), StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
            return true;
        });
    }

    /**
     * The mark comes first: from there on nothing is read by this name, and nothing is made anew, also where the
     * process ends before the content is wiped. Called again it wipes what was left.
     */
    @Override
    public void destroy(String name) {
        inTurn(() -> {
            if (!isDestroyed(name)) {
                writeForced(destroyed(name), new byte[0], Set.of(CREATE, WRITE));
                forceFolder();
            }
            boolean wiped = wipe(kept(name));
            if (wipe(beside(name)) || wiped) {
                forceFolder();
            }
            return true;
        });
    }

    @Override
    public void remove(String name) {
        inTurn(() -> {
            boolean removed = Files.deleteIfExists(kept(name));
            Files.deleteIfExists(beside(name));
            forceFolder();
            return removed;
        });
    }

    /**
     * Whoever writes has the turn, so what lies beside a place, or beside the mark of what was destroyed, is nobody's.
     */
    @Override
    public void tidy() {
        inTurn(() -> {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, this::isLeft)) {
                for (Path file : left) {
                    wipe(file);
                }
            }
            forceFolder();
            return true;
        });
    }

    @Override
    public boolean isDestroyed(String name) {
        return Files.exists(destroyed(name));
    }

    @Override
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(KEPT) && !file.startsWith("."))
                    .map(file -> file.substring(0, file.length() - KEPT.length()))
                    .filter(name -> !isDestroyed(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private boolean isLeft(Path file) {
        String name = file.getFileName().toString();
        boolean isHalfWritten = name.startsWith(".") && name.endsWith(BESIDE);
        boolean isHalfDestroyed = name.endsWith(KEPT) && Files.exists(folder.resolve(name.replace(KEPT, DESTROYED)));
        return isHalfWritten || isHalfDestroyed;
    }

    private Path kept(String name) {
        return folder.resolve(valid(name) + KEPT);
    }

    /**
     * Where a content is written before it takes its place: one for each name, so that what a kill left there goes with
     * the next content, and with the keys themselves.
     */
    private Path beside(String name) {
        return folder.resolve("." + valid(name) + BESIDE);
    }

    private Path destroyed(String name) {
        return folder.resolve(valid(name) + DESTROYED);
    }

    private static String valid(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a key store: " + name);
        }
        return name;
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T inTurn(Work<T> work) {
        TURN.lock();
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (FileChannel channel =
                            FileChannel.open(folder.resolve(".turn"), EnumSet.of(CREATE, WRITE), OWNER_ONLY);
                    var _ = channel.lock()) {
                return work.run();
            }
        } catch (IOException e) {
            throw unreachable(e);
        } finally {
            TURN.unlock();
        }
    }

    private static boolean wipe(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        writeForced(file, new byte[(int) Files.size(file)], Set.of(WRITE));
        Files.delete(file);
        return true;
    }

    private static void writeForced(Path file, byte[] content, Set<java.nio.file.StandardOpenOption> how)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, how, OWNER_ONLY)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private KeysUnavailable unreachable(IOException cause) {
        return new KeysUnavailable(
                KeysUnavailable.Reason.UNREACHABLE,
                "the key store " + folder + " cannot be used; check the folder, its rights and its mount",
                cause);
    }
}
