package dev.mullion.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Takes a browser on to a vendor's page from the answer to a form of this site. The form itself goes nowhere else,
 * which the policy of this site forbids; the page that carries this has a link besides, for who stays on it.
 */
final class Onward {

    private Onward() {}

    /** Nowhere where the way there was not prepared. */
    static void to(@Nullable String vendorPage, HttpServletResponse response) {
        if (vendorPage != null) {
            response.setHeader("Refresh", "0;url=" + vendorPage);
        }
    }
}
