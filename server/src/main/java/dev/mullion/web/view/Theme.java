package dev.mullion.web.view;

/** What the person asked for; the browser's own preference when they did not. */
public enum Theme {
    AUTO("auto"),
    LIGHT("light"),
    DARK("dark"),
    CONTRAST("contrast");

    private final String attribute;

    Theme(String attribute) {
        this.attribute = attribute;
    }

    public String attribute() {
        return attribute;
    }
}
