package dev.mullion.sandbox.github;

/**
 * Who is at the browser, signed in at GitHub, and what they may do with one installation.
 *
 * @param person their number
 * @param installation the one that they install, or have installed
 */
public record Visitor(long person, long installation, Standing standing) {

    /** How they stand to it. */
    public enum Standing {
        /** It is on their own account. */
        OWN_ACCOUNT,
        /** On an organisation, for chosen repositories, each of which they administer. */
        ADMINISTERS_ALL,
        /** The same for all repositories, those to come included. */
        ADMINISTERS_THOSE_TO_COME,
        /** They administer some of the chosen ones, and read the others. */
        ADMINISTERS_SOME,
        /** They administer as many as the App reads, and one of these is another than theirs. */
        ADMINISTERS_OTHERS,
        /** They administer one, and do not see the others. */
        SEES_ONE,
        /** They may read all. */
        READS,
        /** On another person's account, who shows them a repository. */
        GUEST,
        /** They may ask an owner to install it. */
        MAY_ASK,
        /** They send nobody back with a code. */
        DECLINES
    }

    boolean isOnOrganisation() {
        return standing != Standing.OWN_ACCOUNT && standing != Standing.GUEST;
    }
}
