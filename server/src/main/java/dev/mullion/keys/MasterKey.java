package dev.mullion.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What wraps the keys of an installation: 256 random bits in a file of mode 0600, written as
 * {@code mullion-master-key-1 BASE64}. A missing, short, text-like or widely readable file is refused with one sentence
 * and never overwritten. A server with the role web alone is given {@code mullion-web-key-1 FINGERPRINT BASE64}
 * instead: what wraps the web halves, from which the master key cannot be had.
 */
public final class MasterKey {

    private static final String PREFIX = "mullion-master-key-1 ";
    private static final String WEB_PREFIX = "mullion-web-key-1 ";
    private static final Pattern WEB_LINE = Pattern.compile(WEB_PREFIX + "([0-9a-f]{16}) (\\S+)\\s*");
    private static final int BYTES = 32;
    private static final int LONGEST_FILE = 200;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final byte[] bytes;

    /** The fingerprint of the master key whose web half alone this is; null: it is one itself. */
    private final @Nullable String webHalfOf;

    private MasterKey(byte[] bytes, @Nullable String webHalfOf) {
        this.bytes = bytes;
        this.webHalfOf = webHalfOf;
    }

    /** Writes a new key. Refuses when {@code file} exists. */
    public static MasterKey create(Path file) {
        byte[] bytes = new byte[BYTES];
        var random = new SecureRandom();
        do {
            random.nextBytes(bytes);
        } while (looksChosen(bytes)); // which would not be read back
        MasterKey made = new MasterKey(bytes, null);
        write(file, made.line() + "\n");
        return made;
    }

    /** Writes what a server with the role web alone needs of this key. Refuses when {@code file} exists. */
    void writeWebHalf(Path file) {
        requireWhole();
        write(file, WEB_PREFIX + fingerprint() + " " + Base64.getEncoder().encodeToString(webHalf()) + "\n");
    }

    private static void write(Path file, String line) {
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
        Matcher web = WEB_LINE.matcher(line);
        if (web.matches()) {
            return new MasterKey(decoded(file, web.group(2)), web.group(1));
        }
        if (!line.startsWith(PREFIX)) {
            throw new UnusableMasterKey(file + " is not a master key: it must start with '" + PREFIX.strip()
                    + "'; create one with bin/mullion key create");
        }
        return new MasterKey(decoded(file, line.substring(PREFIX.length()).strip()), null);
    }

    private static byte[] decoded(Path file, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableMasterKey(
                    file + " is damaged: what follows the first word is not base64; restore it from your recovery kit");
        }
        if (bytes.length != BYTES || looksChosen(bytes)) {
            throw new UnusableMasterKey(
                    file + " holds a weak key: 32 random bytes were expected; create one with bin/mullion key create");
        }
        return bytes;
    }

    /**
     * Few distinct bytes (32 random ones: once in 10^16), or text of whatever letters and line ends, which is UTF-8.
     */
    private static boolean looksChosen(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int distinct = 0;
        for (byte b : bytes) {
            distinct += seen[b & 0xff] ? 0 : 1;
            seen[b & 0xff] = true;
        }
        return distinct < 16 || isText(bytes);
    }

    /** Whether all of it is UTF-8, in which ASCII is: 32 random bytes are with a probability of 1.0 in 10^8. */
    private static boolean isText(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        try {
            // A new decoder reports what is malformed; none of it is kept where the key is one.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes), text, true)
                    .isUnderflow();
        } finally {
            Arrays.fill(text.array(), '\0');
        }
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
        if (webHalfOf != null) {
            return webHalfOf;
        }
        return expose(key -> {
            byte[] derived = Hkdf.derive(key, KeyLabel.FINGERPRINT, new UUID(0, 0), 1);
            return HexFormat.of().formatHex(derived, 0, 8);
        });
    }

    /** What wraps the web halves: all that there is of it on a server with the role web alone. */
    byte[] webHalf() {
        return webHalfOf != null ? bytes.clone() : expose(whole -> Hkdf.derive(whole, "wrap/" + Part.WEB.word()));
    }

    private void requireWhole() {
        if (webHalfOf != null) {
            throw new UnusableMasterKey("the key file is that of a server with the role web alone, which makes no keys"
                    + " and opens no worker's: say MULLION_ROLES=web and name a key store that is in use, or name the"
                    + " master key itself in MULLION_MASTER_KEY_FILE");
        }
    }

    /** @throws UnusableMasterKey where the web half is all that there is */
    <T> T expose(Function<byte[], T> use) {
        requireWhole();
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
