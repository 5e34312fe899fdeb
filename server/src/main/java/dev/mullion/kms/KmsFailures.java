package dev.mullion.kms;

import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.KeysUnavailable.Reason;
import dev.mullion.keys.KmsKey;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * What the service's errors mean. Only what its owner decided locks; everything that may be otherwise a minute later is
 * a service that cannot be reached.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors">Decrypt</a>
 */
final class KmsFailures {

    private static final Set<String> SWITCHED_OFF = Set.of(
            "DisabledException",
            "KMSInvalidStateException",
            "NotFoundException",
            "AccessDeniedException",
            "InvalidGrantTokenException",
            "InvalidKeyUsageException");
    private static final Set<String> NOT_ITS_OWN = Set.of("IncorrectKeyException", "InvalidCiphertextException");

    private KmsFailures() {}

    static KeysUnavailable of(KmsKey key, SdkException failure) {
        String code = failure instanceof KmsException answered && answered.awsErrorDetails() != null
                ? String.valueOf(answered.awsErrorDetails().errorCode())
                : failure.getClass().getSimpleName();
        if (SWITCHED_OFF.contains(code)) {
            return new KeysUnavailable(
                    Reason.LOCKED,
                    "the key " + key + " refuses (" + code
                            + "): it was switched off or deleted, is not usable now, or this"
                            + " server lacks the permission");
        }
        if (NOT_ITS_OWN.contains(code)) {
            return new KeysUnavailable(
                    Reason.DAMAGED,
                    "the key " + key + " does not know what it is said to have wrapped (" + code
                            + "); restore the key store's entry from a copy");
        }
        return new KeysUnavailable(
                Reason.UNREACHABLE,
                "the key " + key + " is not to be had (" + code
                        + "); check the service, the way to it and this server's" + " credentials");
    }
}
