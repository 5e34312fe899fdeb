package dev.mullion.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * What wraps the keys of an installation: 256 random bits in a file of mode 0600, written as
 * {@code mullion-master-key-1 BASE64}. A missing, short, text-like or widely readable file is refused with one sentence
 * and never overwritten.
 */
public final class MasterKey {

    private static final String PREFIX = "mullion-master-key-1 ";
    private static final int BYTES = 32;
    private static final int LONGEST_FILE = 200;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Writes a new key. Refuses when {@code file} exists. */
    public static MasterKey create(Path file) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        String line = PREFIX + Base64.getEncoder().encodeToString(bytes) + "\n";
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.createFile(file, ownerOnly);
            Files.writeString(file, line, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new UnusableMasterKey(file + " exists already and is not overwritten; choose another name", e);
        } catch (IOException e) {
            throw new UnusableMasterKey(
                    "the master key cannot be written to " + file + "; check the folder and its rights", e);
        }
        return new MasterKey(bytes);
    }

    /** Reads the key of {@code file}, or says in one sentence why it is not usable. */
    public static MasterKey read(Path file) {
        try {
            if (!EnumSet.copyOf(OTHERS).removeAll(Files.getPosixFilePermissions(file))
                    && Files.size(file) <= LONGEST_FILE) {
                return parse(file, Files.readString(file, StandardCharsets.US_ASCII));
            }
        } catch (NoSuchFileException e) {
            throw new UnusableMasterKey(
                    "there is no master key at " + file + "; create one with bin/mullion key create " + file, e);
        } catch (IOException e) {
            throw new UnusableMasterKey("the master key at " + file + " cannot be read; check its rights", e);
        }
        throw new UnusableMasterKey("the master key at " + file
                + " must be a short file that only its owner may read; run chmod 600 " + file);
    }

    static MasterKey parse(Path file, String line) {
        if (!line.startsWith(PREFIX)) {
            throw new UnusableMasterKey(file + " is not a master key: it must start with '" + PREFIX.strip()
                    + "'; create one with bin/mullion key create");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(line.substring(PREFIX.length()).strip());
        } catch (IllegalArgumentException e) {
            throw new UnusableMasterKey(
                    file + " is damaged: what follows the first word is not base64; restore it from your recovery kit");
        }
        if (bytes.length != BYTES || looksChosen(bytes)) {
            throw new UnusableMasterKey(
                    file + " holds a weak key: 32 random bytes were expected; create one with bin/mullion key create");
        }
        return new MasterKey(bytes);
    }

    /** Few distinct bytes, or nothing but printable text: 32 random bytes are neither, save once in 10^13. */
    private static boolean looksChosen(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int distinct = 0;
        int printable = 0;
        for (byte b : bytes) {
            distinct += seen[b & 0xff] ? 0 : 1;
            seen[b & 0xff] = true;
            printable += b >= ' ' && b < 0x7f ? 1 : 0;
        }
        return distinct < 16 || printable == bytes.length;
    }

    static boolean isLine(String line) {
        return line.startsWith(PREFIX);
    }

    /** The line of its file, for a recovery kit. */
    String line() {
        return expose(key -> PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /** Tells one master key from another without telling anything of it: 16 hexadecimal digits. */
    public String fingerprint() {
        return expose(key -> {
            byte[] derived = Hkdf.derive(key, KeyLabel.FINGERPRINT, new UUID(0, 0), 1);
            return HexFormat.of().formatHex(derived, 0, 8);
        });
    }

    <T> T expose(Function<byte[], T> use) {
        byte[] lent = bytes.clone();
        try {
            return use.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "[redacted master key]";
    }
}
