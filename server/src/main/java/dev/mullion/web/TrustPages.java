package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.PublicAddress;
import dev.mullion.settings.Front;
import dev.mullion.settings.Settings;
import dev.mullion.trust.Trust;
import dev.mullion.web.view.TrustPage;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/**
 * What strangers may know of an installation: its promises with their evidence, unless the operator switched that off,
 * and whom to tell of a weakness.
 */
@Controller
class TrustPages {

    /** RFC 9116, section 2.5.5, recommends less than a year. */
    private static final int STATEMENT_DAYS = 90;

    private final Trust trust;
    private final TrustStory story;
    private final Front front;
    private final PublicAddress address;
    private final Clock clock;

    TrustPages(Trust trust, TrustStory story, Settings settings, PublicAddress address, Clock clock) {
        this.trust = trust;
        this.story = story;
        this.front = settings.front();
        this.address = address;
        this.clock = clock;
    }

    @GetMapping("/trust")
    ModelAndView page(Optional<Caller> caller, HttpServletRequest request) {
        requireShown();
        Wording wording = new Wording(Visits.locale(request), ZoneOffset.UTC, clock.instant());
        return new ModelAndView("trust/page", "page", story.page(lines(caller), wording, home(caller), contacts()));
    }

    /** The same for programs. */
    @GetMapping(value = "/trust.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    TrustView view(Optional<Caller> caller) {
        requireShown();
        return story.view(lines(caller), clock.instant());
    }

    private void requireShown() {
        if (!front.trustPage()) {
            throw new NotHere();
        }
    }

    /** What exactly broke is for people who are let in; strangers learn that it did. */
    private List<Trust.Line> lines(Optional<Caller> caller) {
        List<Trust.Line> lines = trust.lines();
        return caller.isPresent()
                ? lines
                : lines.stream().map(Discretion::forStrangers).toList();
    }

    private static @Nullable Link home(Optional<Caller> caller) {
        return caller.isPresent() ? new Link("Back to Mullion", "/") : null;
    }

    private TrustStory.Contacts contacts() {
        return new TrustStory.Contacts(
                front.securityContact().map(uri -> new TrustPage.Outside(shown(uri.toString()), uri.toString())),
                front.securityPolicy()
                        .map(uri -> new TrustPage.Outside("What is promised to who reports", uri.toString())));
    }

    private static String shown(String contact) {
        return contact.replaceFirst("^(mailto|tel):", "");
    }

    /** RFC 9116. Where no contact was named, the page says so: only the operator knows how they want to be reached. */
    @GetMapping(value = "/.well-known/security.txt", produces = "text/plain;charset=utf-8")
    @ResponseBody
    String security() {
        String pages = address.pages().toString();
        String unnamed = pages + (front.trustPage() ? "/trust" : "/signed-out");
        return "Contact: " + front.securityContact().map(Object::toString).orElse(unnamed)
                + "\nExpires: "
                + clock.instant().plus(STATEMENT_DAYS, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS)
                + "\nPreferred-Languages: en\nCanonical: " + pages + "/.well-known/security.txt\n"
                + front.securityPolicy()
                        .map(policy -> "Policy: " + policy + "\n")
                        .orElse("");
    }
}
