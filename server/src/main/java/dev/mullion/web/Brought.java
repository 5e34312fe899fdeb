package dev.mullion.web;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What GitHub sends back with a person. None of it is believed. */
record Brought(
        @Nullable String code,
        @Nullable String installation,
        @Nullable String action,
        @Nullable String error) {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /** Who may not install an App is sent back with a word that they asked for it, and with no number. */
    boolean isRequest() {
        return "request".equals(action);
    }

    /** Whether there is something to judge. */
    boolean isWhole() {
        return !isRequest()
                && code != null
                && error == null
                && !code.isEmpty()
                && code.length() <= GuestConsents.LONGEST_CODE
                && (installation == null || NUMBER.matcher(installation).matches());
    }

    /** Why there is nothing to judge. */
    String why() {
        return isRequest() ? "an owner at GitHub was asked to install the App" : "nothing was installed at GitHub";
    }

    /** The code, the caller's to wipe. */
    byte[] bytes() {
        return String.valueOf(code).getBytes(StandardCharsets.UTF_8);
    }

    OptionalLong number() {
        return installation == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(installation));
    }

    @Override
    public String toString() {
        return "[redacted way back from GitHub]";
    }
}
