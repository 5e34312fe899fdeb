package dev.mullion.cli;

import dev.mullion.identity.Declined;
import dev.mullion.identity.Founding;
import dev.mullion.keys.KeyRing;

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

    /** Said at each start until it is not true any more: after a loss it is too late. */
    static void remindOfKit(Console console, Installation installation) {
        if (!installation.context().getBean(KeyRing.class).hasConfirmedKit()) {
            console.err()
                    .println("No recovery kit of this installation was confirmed: bin/mullion key kit --to FILE, then"
                            + " --confirm FILE from where you keep it.");
        }
    }
}
