package dev.mullion.web;

import dev.mullion.identity.ConnectLinks;
import dev.mullion.web.view.OwnerLinks;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The links of a workspace by which owners of accounts connect them, for who may make them. */
@Component
class OwnerLinkStory {

    private final ConnectLinks links;

    OwnerLinkStory(ConnectLinks links) {
        this.links = links;
    }

    /** What came of the wish for a new one. */
    sealed interface Wish {
        record None() implements Wish {}

        record Made(ConnectLinks.Made link) implements Wish {}

        record Refused(String why) implements Wish {}
    }

    OwnerLinks of(Visit visit, LinkedVendor vendor, Wish wish) {
        String at = visit.href(Place.INTEGRATIONS);
        Wording wording = visit.wording();
        return new OwnerLinks(
                vendor.name(),
                at + "/connect/" + vendor.connector() + "/links",
                wish instanceof Wish.Made(ConnectLinks.Made made) ? shown(made, wording) : null,
                wish instanceof Wish.Refused(String why) ? why : null,
                links.open().stream()
                        .filter(link -> link.connector().equals(vendor.connector()))
                        .map(link -> new OwnerLinks.Open(
                                link.madeBy(),
                                wording.moment(link.expiresAt()),
                                at + "/links/" + link.id() + "/withdraw"))
                        .toList());
    }

    private static OwnerLinks.@Nullable Made shown(ConnectLinks.Made made, Wording wording) {
        return new OwnerLinks.Made(
                made.link().address().toString(), wording.moment(made.link().expiresAt()));
    }
}
