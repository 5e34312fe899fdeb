package dev.mullion.web.view.part;

/** How loudly a state speaks. There is no tone for "fine": fine is quiet. */
public enum Tone {
    /** Nothing to do. */
    QUIET("quiet"),
    /** Selected or under way. */
    ACTIVE("active"),
    /** Stale, or waits for a person. */
    WAITS("waits"),
    /** Failing or refused. */
    REFUSED("refused");

    private final String css;

    Tone(String css) {
        this.css = css;
    }

    /** The class of the style sheet. */
    public String css() {
        return css;
    }
}
