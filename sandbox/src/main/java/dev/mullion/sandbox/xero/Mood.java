package dev.mullion.sandbox.xero;

/** How the vendor behaves. */
public enum Mood {
    KIND,
    /** 429 that says how long to wait. */
    MINUTE_LIMIT,
    /** 429 until tomorrow. */
    DAY_LIMIT,
    /** 429 that says nothing else. */
    LIMIT_UNTOLD,
    SERVER_ERROR,
    /** The body ends in the middle. */
    TRUNCATED,
    /** The body comes byte by byte. */
    SLOW,
    /** The body is in another encoding than it says. */
    WRONG_CHARSET,
    /** Access tokens are refused, however new. */
    TOKENS_REFUSED,
    /** An access token is refused once, and the next one is taken. */
    TOKEN_EXPIRED,
    /** No refresh token is taken any more. */
    CONSENT_ENDED,
    /** The organisation was disconnected at Xero. */
    ORGANISATION_GONE,
    /** Payments are refused, for want of a scope. */
    LACKS_PAYMENTS,
    /** The consent grants more than was asked. */
    BROAD,
    /** Access tokens do not say which consent they are of. */
    NAMELESS_CONSENT,
    /** A refresh is done, and its answer is lost on the way. */
    LOST_ANSWER,
    /** Pages behind the first hold half as many entries. */
    SHRINKING,
    /** Whatever page is asked for, the first one comes, and another is said to follow. */
    CIRCLE,
    /** Nobody is asked what changed: everything comes each time. */
    FORGETS_SINCE,
    /** A redirect to an address inside. */
    REDIRECT
}
