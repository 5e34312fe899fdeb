package dev.mullion.cli;

import dev.mullion.identity.Declined;
import dev.mullion.identity.Founding;

/** Prints the way in where nobody has come in yet. */
final class FirstLink {

    private FirstLink() {}

    static void print(Console console, Installation installation) {
        try {
            Founding founding = installation.context().getBean(Founding.class);
            console.out().println("set up: " + founding.setUpLink().address());
        } catch (Declined _) {
            // somebody has: links are made with `person link`
        }
    }
}
