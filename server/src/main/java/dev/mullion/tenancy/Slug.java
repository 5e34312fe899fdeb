package dev.mullion.tenancy;

import java.util.regex.Pattern;

/** The name of a workspace in addresses: 2 to 40 of a-z, 0-9 and inner hyphens, starting with a letter. */
public record Slug(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z](?:[a-z0-9-]{0,38})[a-z0-9]");

    public Slug {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a workspace's slug has 2 to 40 of a-z, 0-9 and inner hyphens and starts with a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
