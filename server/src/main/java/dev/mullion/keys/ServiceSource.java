package dev.mullion.keys;

import com.google.crypto.tink.Aead;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wraps under a key that never leaves its service: AES-256-GCM under a data key made for each wrap, with that data key,
 * sealed by the service, in front. A service that gives back another data key opens nothing.
 */
public final class ServiceSource implements KeySource {

    private static final byte FORMAT = 1;
    private static final int LONGEST_SEALED = 6_144;
    private static final int DATA_KEY = 32;

    private final DataKeyService service;
    private final Set<Part> parts;

    private ServiceSource(DataKeyService service, Set<Part> parts) {
        this.service = service;
        this.parts = parts;
    }

    /** Wraps and unwraps both parts. What a server with the role web may have is for the service's own policy. */
    public static ServiceSource of(DataKeyService service) {
        return new ServiceSource(service, EnumSet.allOf(Part.class));
    }

    @Override
    public String name() {
        return service.name();
    }

    @Override
    public boolean opens(Part part) {
        return parts.contains(part);
    }

    @Override
    public KeySource ofWebAlone() {
        return new ServiceSource(service, EnumSet.of(Part.WEB));
    }

    @Override
    public byte[] wrap(byte[] plain, WrapContext context) {
        require(context.part());
        DataKeyService.DataKey key = service.generate(context);
        try {
            byte[] body = aead(key.plain()).encrypt(plain, bound(context));
            return ByteBuffer.allocate(1 + Short.BYTES + key.sealed().length + body.length)
                    .put(FORMAT)
                    .putShort((short) key.sealed().length)
                    .put(key.sealed())
                    .put(body)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM wraps any short text", e);
        } finally {
            Arrays.fill(key.plain(), (byte) 0);
        }
    }

    @Override
    public byte[] unwrapped(byte[] wrapped, WrapContext context) {
        require(context.part());
        ByteBuffer in = ByteBuffer.wrap(wrapped);
        byte[] sealed = sealed(in);
        byte[] body = new byte[in.remaining()];
        in.get(body);
        byte[] key = service.open(sealed, context);
        try {
            return aead(key).decrypt(body, bound(context));
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] sealed(ByteBuffer in) {
        try {
            if (in.get() != FORMAT) {
                throw damaged(null);
            }
            int length = Short.toUnsignedInt(in.getShort());
            if (length > Math.min(LONGEST_SEALED, in.remaining())) {
                throw damaged(null);
            }
            byte[] sealed = new byte[length];
            in.get(sealed);
            return sealed;
        } catch (BufferUnderflowException e) {
            throw damaged(e);
        }
    }

    /** Tink takes the copy that it is given, and {@link Gcm} wipes it. */
    private static Aead aead(byte[] key) {
        if (key.length != DATA_KEY) {
            throw damaged(null);
        }
        return Gcm.aes256(key.clone());
    }

    private void require(Part part) {
        if (!opens(part)) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.NOT_OF_THIS_ROLE,
                    "a server with the role web alone asks for no key of the part " + part.word());
        }
    }

    private static byte[] bound(WrapContext context) {
        return context.text().getBytes(StandardCharsets.UTF_8);
    }

    private static KeysUnavailable damaged(@Nullable Exception cause) {
        String message =
                "wrapped keys do not open although their service answers: they were changed or moved, or it gave"
                        + " another key; restore them from a copy of the key store";
        return cause == null
                ? new KeysUnavailable(KeysUnavailable.Reason.DAMAGED, message)
                : new KeysUnavailable(KeysUnavailable.Reason.DAMAGED, message, cause);
    }

    @Override
    public String toString() {
        return name();
    }
}
