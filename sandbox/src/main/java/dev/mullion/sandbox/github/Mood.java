package dev.mullion.sandbox.github;

/** How the vendor behaves. */
public enum Mood {
    KIND,
    /** 403, and nothing but a sentence in the body says that it is a limit. */
    SECONDARY_LIMIT,
    /** 429 that says how long to wait. */
    RETRY_AFTER,
    /** 200 with an error of GraphQL's that says the limit, behind the data. */
    GRAPHQL_LIMIT,
    /** 200 with another error of GraphQL's. */
    GRAPHQL_ERROR,
    /** 200 with the page, in which every commit is null, and an error for each of them. */
    WITHHELD,
    /** The repository is not shown any more. */
    HIDDEN,
    /** Every token is refused, however new. */
    TOKENS_REFUSED,
    /** A token is refused once after it was minted, and then known. */
    LATE_TOKENS,
    SUSPENDED,
    GONE,
    /** The installation may do more than it was asked to. */
    BROAD,
    /** Tokens may do more than they were narrowed to. */
    BROAD_TOKENS,
    /** The body ends in the middle. */
    TRUNCATED,
    /** The body comes byte by byte. */
    SLOW,
    /** The body is in another encoding than it says. */
    WRONG_CHARSET,
    /** Pages hold half as many pull requests as before. */
    SHRINKING,
    /** The next page is one that was before. */
    CIRCLE,
    /** Positions are not known any more. */
    FORGETFUL,
    /** Every pull request changed a hundred years from now. */
    AHEAD,
    SERVER_ERROR,
    /** A redirect to an address inside. */
    REDIRECT,
    /** The list goes on at another host. */
    ELSEWHERE,
    /** The list ends in the middle, as if nothing followed; how many there are is said all the same. */
    SHORT_LIST
}
