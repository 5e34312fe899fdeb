package dev.mullion.web.view.part;

/** Somewhere to go. The address is one of our own, from the root; evidence at a vendor's site has {@link Evidence}. */
public record Link(String text, String href) {

    public Link {
        if (!href.startsWith("/") && !href.startsWith("#") && !href.startsWith("?")) {
            throw new IllegalArgumentException("a link of a page stays on this site: starts with /, # or ?");
        }
        if (href.startsWith("//")) {
            throw new IllegalArgumentException("a link of a page stays on this site: // leads to another host");
        }
    }
}
