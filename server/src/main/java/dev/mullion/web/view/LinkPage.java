package dev.mullion.web.view;

import dev.mullion.web.view.part.Csrf;

/**
 * A one-time link. Opening it changes nothing, so that link previews do not use it up; the button does.
 *
 * @param action where the button leads; the same address
 */
public record LinkPage(State state, String action, Csrf csrf) {

    /** Used and expired look alike on purpose: a stranger learns nothing from trying. */
    public enum State {
        USABLE,
        SPENT
    }

    public boolean isUsable() {
        return state == State.USABLE;
    }
}
