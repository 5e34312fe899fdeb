package dev.mullion.residue;

import dev.mullion.connectors.Connections.Endpoint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The vendors that a run plays: where their deliveries go, and how each signs them.
 *
 * @param xeroKey the key of the operator's app; absent: no delivery of Xero's is taken, and none can be signed
 */
record Played(Endpoint github, Endpoint stripe, Optional<String> xeroKey, Clock clock) {

    private static final String NOBODYS = "not the secret";

    /** The path that a parcel is posted to. */
    String path(Parcel parcel) {
        boolean isLost = parcel.manner() == Parcel.Manner.TO_NOWHERE;
        return switch (parcel.vendor()) {
            case GITHUB -> "/hooks/github/" + (isLost ? "no-such-hook" : github.key());
            case STRIPE -> "/hooks/stripe/" + (isLost ? "no-such-hook" : stripe.key());
            case XERO -> "/hooks/xero" + (isLost ? "/no-such-hook" : "");
        };
    }

    /** Lines of the head by which a vendor says what it sends and that it sends it. */
    String headers(Parcel parcel, byte[] body) {
        boolean isSigned = parcel.manner() != Parcel.Manner.UNSIGNED;
        return switch (parcel.vendor()) {
            case GITHUB ->
                "X-GitHub-Delivery: " + parcel.id() + "\r\n"
                        + (isSigned
                                ? "X-Hub-Signature-256: sha256="
                                        + HexFormat.of().formatHex(mac(parcel, github.secret(), "", body)) + "\r\n"
                                : "")
                        + (parcel.manner() == Parcel.Manner.WITHOUT_EVENT
                                ? ""
                                : "X-GitHub-Event: " + parcel.event() + "\r\n");
            case STRIPE -> isSigned ? ofStripe(parcel, body) : "";
            case XERO ->
                isSigned
                        ? "x-xero-signature: "
                                + Base64.getEncoder().encodeToString(mac(parcel, xeroKey.orElse(NOBODYS), "", body))
                                + "\r\n"
                        : "";
        };
    }

    private String ofStripe(Parcel parcel, byte[] body) {
        long at = clock.instant().getEpochSecond();
        byte[] mac = mac(parcel, stripe.secret(), at + ".", body);
        return "Stripe-Signature: t=" + at + ",v1=" + HexFormat.of().formatHex(mac) + "\r\n";
    }

    private static byte[] mac(Parcel parcel, String secret, String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            String key = parcel.manner() == Parcel.Manner.FORGED ? NOBODYS + "!" : secret;
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(before.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(
                    parcel.manner() == Parcel.Manner.SIGNED_FOR_ANOTHER
                            ? "{\"zen\":\"another body\"}".getBytes(StandardCharsets.US_ASCII)
                            : body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "[the vendors that are played]";
    }
}
