package dev.mullion.kms;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mullion.keys.DataKeyService;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.KmsKey;
import dev.mullion.keys.WrapContext;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * One key of the service. It needs kms:GenerateDataKey and kms:Decrypt; the encryption context names installation,
 * scope and part, so that a policy may give a server with the role web the part web alone.
 */
final class Kms implements DataKeyService {

    private final KmsKey key;
    private final KmsClient client;
    private final Circuit circuit;

    Kms(KmsKey key, KmsClient client, Ticker ticker) {
        this.key = key;
        this.client = client;
        this.circuit = new Circuit(ticker);
    }

    @Override
    public String name() {
        return key.sourceName();
    }

    @Override
    public DataKey generate(WrapContext context) {
        GenerateDataKeyResponse made = ask(() -> client.generateDataKey(
                request -> request.keyId(key.arn()).keySpec(DataKeySpec.AES_256).encryptionContext(told(context))));
        requireThis(made.keyId());
        return new DataKey(taken(made.plaintext()), made.ciphertextBlob().asByteArray());
    }

    @Override
    public byte[] open(byte[] sealed, WrapContext context) {
        DecryptResponse opened = ask(() -> client.decrypt(request -> request.keyId(key.arn())
                .ciphertextBlob(SdkBytes.fromByteArray(sealed))
                .encryptionContext(told(context))));
        requireThis(opened.keyId());
        return taken(opened.plaintext());
    }

    private <T> T ask(Supplier<T> call) {
        return circuit.run(() -> {
            try {
                return call.get();
            } catch (SdkException e) {
                throw KmsFailures.of(key, e);
            }
        });
    }

    private void requireThis(String answered) {
        if (!key.arn().equals(answered)) {
            throw new KeysUnavailable(
                    KeysUnavailable.Reason.DAMAGED, "the service answered for another key than " + key);
        }
    }

    /** The bytes, and no other copy of them that could be reached. */
    private static byte[] taken(SdkBytes bytes) {
        byte[] held = bytes.asByteArrayUnsafe();
        byte[] copy = held.clone();
        Arrays.fill(held, (byte) 0);
        return copy;
    }

    private static Map<String, String> told(WrapContext context) {
        return Map.of(
                "mullion:installation", context.installation().toString(),
                "mullion:scope", context.scope(),
                "mullion:part", context.part().word());
    }
}
