package dev.mullion.sandbox.github;

/**
 * The App as its owner registered it.
 *
 * @param slug its name in its address
 * @param callback the one address that people are sent back to
 */
public record Registration(String slug, String clientId, String clientSecret, String callback) {

    @Override
    public String toString() {
        return "the App " + slug;
    }
}
