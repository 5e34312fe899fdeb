package dev.mullion.identity;

/**
 * There is nothing here for this caller: not a member, no such workspace, the token of another workspace, no permission
 * key, or no such object. One exception without a detail, so that no two of these can be told apart from outside.
 */
public final class NotHere extends RuntimeException {

    public NotHere() {
        super("nothing here for this caller", null, false, false);
    }
}
