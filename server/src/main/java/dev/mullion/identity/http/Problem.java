package dev.mullion.identity.http;

/**
 * An answer that is not what was asked for (RFC 9457). Made only of constants: nothing of the request is in it, so
 * equal refusals are equal to the byte.
 *
 * @param type stable, for machines
 * @param fix what helps
 */
record Problem(int status, String type, String title, String detail, String fix) {

    static final Problem NOT_HERE = new Problem(
            404,
            "urn:mullion:not-found",
            "Not found",
            "There is nothing here for this caller.",
            "Check the address, and that your membership or token has the permission key for it.");

    static final Problem SIGNED_OUT = new Problem(
            401,
            "urn:mullion:not-signed-in",
            "Not signed in",
            "This needs a live session or API token.",
            "Send Authorization: Bearer mul_... with a live token, or sign in with a one-time link.");

    static final Problem AMBIGUOUS = new Problem(
            400,
            "urn:mullion:two-credentials",
            "Two credentials",
            "The request carries more than one credential, and they could name different callers.",
            "Send either the session cookie or one Authorization header, once.");

    static final Problem FROM_ELSEWHERE = new Problem(
            403,
            "urn:mullion:other-site",
            "Sent by another site",
            "A page of another site made the browser send this.",
            "Open the page here and send the form from it.");

    static final Problem NO_FORM_TOKEN = new Problem(
            403,
            "urn:mullion:form-token",
            "Form token missing",
            "A change made with the session cookie needs the session's form token, and it is missing or another's.",
            "Reload the page and send the form again; scripts use an API token instead.");

    static final Problem TOO_MANY = new Problem(
            429,
            "urn:mullion:too-many-requests",
            "Too many requests",
            "The limit that the RateLimit header names is reached.",
            "Wait as many seconds as Retry-After says, then go on.");
}
