package dev.mullion.web.view;

/**
 * What the person who set an installation up is told to keep.
 *
 * @param confirmed whether a kit of the key in force was shown to open
 * @param make what makes one, on the server's machine
 * @param confirm what shows that a copy opens
 * @param again where this page is
 */
public record KitPage(boolean confirmed, String make, String confirm, String again) {}
