package dev.mullion.web.view;

/** Where the rail leads, in its order. The path is what follows {@code /w/{slug}}. */
public enum Place {
    HOME("Home", ""),
    FINANCE("Finance", "/finance"),
    HIRING("Hiring", "/hiring"),
    ENGINEERING("Engineering", "/engineering"),
    RISK("Risk", "/risk"),
    SKILLS("Skills", "/skills"),
    SIGNALS("Signals", "/signals"),
    AGENTS("Agents", "/agents"),
    APPROVALS("Approvals", "/approvals"),
    ASK("Ask", "/ask"),
    INTEGRATIONS("Integrations", "/integrations"),
    MEMBERS("Members", "/members"),
    AUDIT("Audit", "/audit"),
    SETTINGS("Settings", "/settings");

    private final String word;
    private final String path;

    Place(String word, String path) {
        this.word = word;
        this.path = path;
    }

    public String word() {
        return word;
    }

    public String path() {
        return path;
    }

    /** The name of its mark in the sprite, and of its colours in the style sheet. */
    public String mark() {
        return path.isEmpty() ? "home" : path.substring(1);
    }
}
