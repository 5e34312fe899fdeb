package dev.mullion.sandbox.stripe;

/** How the vendor behaves. */
public enum StripeMood {
    KIND,
    /** 429 that names no time. */
    RATE_LIMIT,
    /** 429 that says one second. */
    RATE_LIMIT_TOLD,
    /** 429 because somebody else has locked the object: not the caller's rate. */
    LOCKED,
    SERVER_ERROR,
    /** 500 with the advice not to repeat it. */
    FINAL_ERROR,
    /** The body ends in the middle. */
    TRUNCATED,
    /** The body comes byte by byte. */
    SLOW,
    /** The body is in another encoding than it says. */
    WRONG_CHARSET,
    /** Pages hold half as many objects as before. */
    SHRINKING,
    /** A redirect to an address inside. */
    REDIRECT,
    /** More follows the last page: it begins again. */
    CIRCLE,
    /** An object that a page ended with is not known any more. */
    FORGETFUL,
    /** A page without objects that others follow. */
    EMPTY_PAGE,
    /** The key was rolled. */
    REVOKED,
    /** A field is of another type than it was. */
    RETYPED
}
