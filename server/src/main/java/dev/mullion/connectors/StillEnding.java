package dev.mullion.connectors;

/** The vendor is being told just now that an installation ends; it is connected anew when that is over. */
public final class StillEnding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StillEnding() {
        super("GitHub is being told just now that this installation ended; connect it again in two minutes");
    }
}
