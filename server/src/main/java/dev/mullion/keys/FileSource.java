package dev.mullion.keys;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Wraps under a master key of a file: AES-256-GCM, one derived key for each part. Keeps no byte of the master key. */
public final class FileSource implements KeySource {

    static final String PREFIX = "file:";

    private final String name;
    private final Map<Part, byte[]> keys = new EnumMap<>(Part.class);
    private final Map<Part, Aead> wrapping = new EnumMap<>(Part.class);

    private FileSource(String name, Map<Part, byte[]> keys) {
        this.name = name;
        keys.forEach((part, key) -> {
            this.keys.put(part, key.clone());
            wrapping.put(part, Gcm.aes256(key.clone()));
        });
    }

    private static FileSource of(MasterKey master, Set<Part> parts) {
        Map<Part, byte[]> keys = new EnumMap<>(Part.class);
        for (Part part : parts) {
            keys.put(
                    part,
                    switch (part) {
                        case WEB -> master.webHalf();
                        case WORKER -> master.expose(bytes -> Hkdf.derive(bytes, "wrap/" + part.word()));
                    });
        }
        return new FileSource(PREFIX + master.fingerprint(), keys);
    }

    /** What {@link #exported} gave of another. */
    static FileSource imported(String name, Map<Part, byte[]> keys) {
        return new FileSource(name, keys);
    }

    /** The wrapping keys, to be wrapped by another key while a rotation is under way. */
    Map<Part, byte[]> exported() {
        Map<Part, byte[]> exported = new EnumMap<>(Part.class);
        keys.forEach((part, key) -> exported.put(part, key.clone()));
        return exported;
    }

    /**
     * Wraps and unwraps both parts.
     *
     * @throws UnusableMasterKey when the file has the web half alone
     */
    public static FileSource of(MasterKey master) {
        return of(master, EnumSet.allOf(Part.class));
    }

    /** Of a server that serves pages and takes deliveries: without the way to what reads from a vendor. */
    public static FileSource ofWebAlone(MasterKey master) {
        return of(master, EnumSet.of(Part.WEB));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean opens(Part part) {
        return wrapping.containsKey(part);
    }

    @Override
    public KeySource ofWebAlone() {
        return new FileSource(name, Map.of(Part.WEB, key(Part.WEB)));
    }

    @Override
    public byte[] wrap(byte[] plain, WrapContext context) {
        try {
            return of(context.part()).encrypt(plain, context.text().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM wraps any short text", e);
        }
    }

    @Override
    public byte[] unwrapped(byte[] wrapped, WrapContext context) {
        try {
            return of(context.part()).decrypt(wrapped, context.text().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.DAMAGED,
                    "wrapped keys do not open although they name this master key: they were changed or moved; restore"
                            + " them from a copy of the key store",
                    e);
        }
    }

    private byte[] key(Part part) {
        of(part);
        return Objects.requireNonNull(keys.get(part));
    }

    private Aead of(Part part) {
        Aead key = wrapping.get(part);
        if (key == null) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.NOT_OF_THIS_ROLE,
                    "a server with the role web alone has no key for the part " + part.word());
        }
        return key;
    }

    @Override
    public String toString() {
        return name;
    }
}
