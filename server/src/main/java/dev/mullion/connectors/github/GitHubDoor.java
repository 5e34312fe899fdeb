package dev.mullion.connectors.github;

import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.ConsentId;
import java.net.URI;

/** The two ways of a person to GitHub. Threads may share it. */
public interface GitHubDoor extends CodeFlow {

    /** Who installs an App is shown to own the installation, and then a person of the workspace stands for it. */
    @Override
    default boolean isForOwnersByLink() {
        return false;
    }

    /**
     * Where somebody signs in who has installed the App already. Inside the door of the consent's workspace: it notes
     * that a word was promised (RFC 7636).
     */
    URI signIn(ConsentId consent, String state);
}
