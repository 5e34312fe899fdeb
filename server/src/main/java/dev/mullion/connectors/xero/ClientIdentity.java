package dev.mullion.connectors.xero;

import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.settings.XeroApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;

/** With what the operator's app signs in at Xero. */
record ClientIdentity(String id, HeldToken secret) {

    /** @param host the only one that the secret goes to */
    static ClientIdentity of(XeroApp app, String host) {
        try {
            byte[] read = Files.readAllBytes(app.secretFile());
            int end = read.length;
            while (end > 0 && read[end - 1] <= ' ') {
                end--;
            }
            byte[] secret = Arrays.copyOf(read, end);
            Arrays.fill(read, (byte) 0);
            if (secret.length == 0) {
                throw new IllegalArgumentException("the file of the client secret of the Xero app is empty");
            }
            return new ClientIdentity(app.clientId(), new HeldToken(secret, host));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the client secret of the Xero app cannot be read from " + app.secretFile(), e);
        }
    }

    @Override
    public String toString() {
        return "the operator's Xero app";
    }
}
