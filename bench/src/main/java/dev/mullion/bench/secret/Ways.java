package dev.mullion.bench.secret;

import dev.mullion.bench.machine.MullionModules;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.Purpose;
import dev.mullion.vault.SecretClass;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import dev.mullion.vault.VerificationKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;

/** A secret of 40 bytes, as a vendor's token has, sealed in each way. */
final class Ways {

    static final byte[] SECRET = "synthetic_token_of_forty_bytes_for_bench".getBytes(StandardCharsets.US_ASCII);

    private static final Purpose BENCH = new Purpose("bench", Actor.system("bench"));

    /** A transaction each. */
    private static final double SHARE_IN_THE_DATABASE = 0.05;

    private Ways() {}

    static List<Opening> all(MullionModules modules) {
        Workspaces workspaces = modules.bean(Workspaces.class);
        WorkspaceId workspace = workspaces
                .create(new Slug("bench"), "Bench", Workspace.Kind.CUSTOMER)
                .id();
        SecretRef hook = new SecretRef(UUID.randomUUID(), "webhook-secret");
        SecretRef token = new SecretRef(UUID.randomUUID(), "access-token");
        Vault vault = modules.bean(Vault.class);
        VerificationKeys verification = modules.bean(VerificationKeys.class);
        workspaces.within(workspace, () -> {
            vault.store(hook, SecretTerms.unsent(SecretClass.VERIFICATION_KEY), SECRET, Actor.system("bench"));
            vault.store(token, SecretTerms.vendorToken("vendor.invalid"), SECRET, Actor.system("bench"));
            return true;
        });
        return List.of(
                new Opening(
                        "Mullion, for a delivery",
                        1,
                        () -> verification
                                .open(workspace, hook, "bench", secret -> secret.expose(bytes -> bytes.length))
                                .orElse(-1)),
                new Opening(
                        "Mullion, in a transaction, audited",
                        SHARE_IN_THE_DATABASE,
                        () -> workspaces.within(
                                workspace,
                                () -> vault.open(token, BENCH, secret -> secret.expose(bytes -> bytes.length)))),
                springs(),
                javas());
    }

    /** Spring Security Crypto's encryptor for AES-256-GCM: one cipher, for which threads wait. */
    private static Opening springs() {
        BytesEncryptor encryptor = AesGcmBytesEncryptor.withSecretKey(key()).build();
        byte[] sealed = encryptor.encrypt(SECRET);
        return new Opening("Spring Security Crypto", 1, () -> encryptor.decrypt(sealed).length);
    }

    /** One AES-256-GCM with a cipher of its own: nothing that opens a secret by it does less. */
    private static Opening javas() {
        SecretKey key = key();
        byte[] nonce = new byte[12];
        new SecureRandom().nextBytes(nonce);
        GCMParameterSpec parameters = new GCMParameterSpec(128, nonce);
        try {
            Cipher sealing = Cipher.getInstance("AES/GCM/NoPadding");
            sealing.init(Cipher.ENCRYPT_MODE, key, parameters);
            byte[] sealed = sealing.doFinal(SECRET);
            return new Opening("limit: Java's AES-256-GCM", 1, () -> opened(key, parameters, sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-256-GCM", e);
        }
    }

    private static SecretKey key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }

    private static int opened(SecretKey key, GCMParameterSpec parameters, byte[] sealed) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return cipher.doFinal(sealed).length;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was just sealed opens", e);
        }
    }
}
