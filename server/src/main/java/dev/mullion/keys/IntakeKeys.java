package dev.mullion.keys;

import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/** A workspace's pair for sealed intake: anybody seals to the public half, only a worker has the private one. */
final class IntakeKeys {

    private IntakeKeys() {}

    static byte[] privateFrom(byte[] workerSeed) {
        return Hkdf.derive(workerSeed, "intake");
    }

    static byte[] publicOf(byte[] privateKey) {
        return new X25519PrivateKeyParameters(privateKey, 0).generatePublicKey().getEncoded();
    }
}
