package dev.mullion.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The names of all settings, and which names in an environment are meant for Mullion and are none. */
public final class SettingNames {

    private static final String PREFIX = "MULLION_";

    static final List<String> ALL = List.of(
            "MULLION_MASTER_KEY_FILE",
            "MULLION_KEY_STORE",
            "MULLION_KMS_KEY",
            "MULLION_KMS_ENDPOINT",
            "MULLION_ROLES",
            "MULLION_PORT",
            "MULLION_OPERATOR_PORT",
            "MULLION_PUBLIC_URL",
            "MULLION_HOOKS_URL",
            "MULLION_TLS_CERTIFICATE",
            "MULLION_TLS_KEY_FILE",
            "MULLION_PROXY",
            "MULLION_TRUST_PAGE",
            "MULLION_SECURITY_CONTACT",
            "MULLION_SECURITY_POLICY",
            "MULLION_DATA",
            "MULLION_DATABASE_URL",
            "MULLION_DATABASE_USER",
            "MULLION_DATABASE_PASSWORD_FILE",
            "MULLION_DATABASE_OWNER_PASSWORD_FILE",
            "MULLION_DATABASE_POOLED",
            "MULLION_GITHUB_WEBHOOK_SECRET",
            "MULLION_GITHUB_WEBHOOK_SECRET_NEXT",
            "MULLION_GITHUB_APP_ID",
            "MULLION_GITHUB_APP_KEY_FILE",
            "MULLION_GITHUB_APP_SLUG",
            "MULLION_GITHUB_CLIENT_ID",
            "MULLION_GITHUB_CLIENT_SECRET_FILE",
            "MULLION_GITHUB_BASE_URL",
            "MULLION_STRIPE_BASE_URL",
            "MULLION_XERO_BASE_URL",
            "MULLION_XERO_CLIENT_ID",
            "MULLION_XERO_CLIENT_SECRET_FILE",
            "MULLION_XERO_WEBHOOK_KEY",
            "MULLION_XERO_WEBHOOK_KEY_NEXT",
            "MULLION_HOOKS_PER_SECOND");

    private SettingNames() {}

    /** A problem for each name that nothing reads, in the order of the names; values are not looked at. */
    public static List<Problem> unread(Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !ALL.contains(name))
                .sorted()
                .map(name -> new Problem(
                        name,
                        "is no setting, so nothing reads it",
                        "is " + nearest(name) + " meant? docs/settings.md has all of them"))
                .toList();
    }

    /** The one that begins and ends most alike: a wrong letter, one too many or one too few leaves both ends. */
    private static String nearest(String name) {
        return ALL.stream()
                .max(Comparator.comparingInt(known -> alike(known, name)))
                .orElseThrow();
    }

    private static int alike(String one, String other) {
        String backwards = new StringBuilder(one).reverse().toString();
        String otherBackwards = new StringBuilder(other).reverse().toString();
        return common(one, other) + common(backwards, otherBackwards) - Math.abs(one.length() - other.length());
    }

    private static int common(String one, String other) {
        int i = 0;
        while (i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }
}
