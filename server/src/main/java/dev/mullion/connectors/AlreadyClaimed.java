package dev.mullion.connectors;

/** The installation belongs to a workspace already; which one is not said. */
public final class AlreadyClaimed extends RuntimeException {

    AlreadyClaimed() {
        super("this installation is claimed already, by this workspace or another");
    }
}
