package dev.mullion.connectors.github;

import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.ConsentId;
import java.net.URI;

/** The two ways of a person to GitHub. Threads may share it. */
public interface GitHubDoor extends CodeFlow {

    /**
     * Where somebody signs in who has installed the App already. Inside the door of the consent's workspace: it notes
     * that a word was promised (RFC 7636).
     */
    URI signIn(ConsentId consent, String state);
}
