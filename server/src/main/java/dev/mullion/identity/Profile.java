package dev.mullion.identity;

/** How the members of one workspace know a person. Stored in that workspace and nowhere else. */
public record Profile(EmailAddress email, String name) {

    public Profile {
        name = Line.of("a person's name", name);
    }

    @Override
    public String toString() {
        return "[redacted profile]";
    }
}
