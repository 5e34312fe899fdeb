package dev.mullion.settings;

import java.nio.file.Path;

/**
 * The operator's own app at Xero. Prints without what is secret.
 *
 * @param clientId as Xero shows it on the app's page
 * @param secretFile the client secret, readable by nobody but the server's own account
 * @param webhookKey what Xero signs webhooks with; where it is none, none are taken, and everything is read by the
 *     clock alone
 */
public record XeroApp(String clientId, Path secretFile, WebhookSecret webhookKey) {

    @Override
    public String toString() {
        return "the operator's Xero app";
    }
}
