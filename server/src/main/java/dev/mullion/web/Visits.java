package dev.mullion.web;

import static java.util.Map.entry;

import dev.mullion.identity.Access;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.Members;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.Permission;
import dev.mullion.ingest.HistoryProgress;
import dev.mullion.tenancy.Workspace;
import dev.mullion.web.view.part.Csrf;
import dev.mullion.web.view.part.Notice;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Opens the doorway for a page: whatever the page reads, it reads in that one transaction. */
@Component
class Visits {

    /** What an action did is said on the page that it leads to; the address carries a word of these and no text. */
    private static final Map<String, Notice> NOTICES = Map.ofEntries(
            entry("labels-on", new Notice(Tone.QUIET, "Labels of repositories are kept from the next delivery on.")),
            entry(
                    "labels-off",
                    new Notice(Tone.QUIET, "Labels are off, and those that came by this connection were deleted.")),
            entry("link-withdrawn", new Notice(Tone.QUIET, "The link was withdrawn, and is not valid any more.")),
            entry("sync-begun", new Notice(Tone.QUIET, "It is being read, newest first.")),
            entry("backfill-begun", new Notice(Tone.QUIET, "Everything is being read again, newest first.")),
            entry("tested", new Notice(Tone.QUIET, "Each permission was tried; the table says what came of it.")),
            entry("test-under-way", new Notice(Tone.QUIET, "The permissions are being tried. Load the page again.")),
            entry(
                    "untested",
                    new Notice(Tone.WAITS, "The vendor let nothing be tried just now; the next run says why.")),
            entry("stop-asked", new Notice(Tone.QUIET, "It stops after the page that it reads. What it read stays.")),
            entry("run-over", new Notice(Tone.WAITS, "This run was over already; nothing was stopped.")),
            entry("sync-under-way", new Notice(Tone.QUIET, "It is being read already.")),
            entry("sync-impossible", new Notice(Tone.WAITS, "This connection cannot be read now; the page says why.")),
            entry(
                    "verified",
                    new Notice(
                            Tone.QUIET,
                            "Every event of the log was hashed again. They are the ones that were signed.")),
            entry("broken", new Notice(Tone.REFUSED, "The log is not what was signed. The newest event says where.")),
            entry("disconnected", new Notice(Tone.QUIET, "It is disconnected. Facts stay, nothing new is taken.")),
            entry(
                    "consented",
                    new Notice(
                            Tone.QUIET,
                            "Xero sent you back. The connection appears here as soon as its code is exchanged.")),
            entry(
                    "sealed",
                    new Notice(
                            Tone.QUIET,
                            "It is sealed. A worker stores it within a minute, tries it, and this page says what came of"
                                    + " it.")),
            entry("key-works", new Notice(Tone.QUIET, "The vendor accepts the key. Its first run is under way.")),
            entry(
                    "key-waits",
                    new Notice(
                            Tone.WAITS,
                            "The key is sealed and is being tried; whether its vendor accepts it is not known yet. What comes"
                                    + " of it appears here, and a key that is refused is deleted.")),
            entry("next-key-works", new Notice(Tone.QUIET, "The vendor accepts the key, and it is used from now on.")),
            entry(
                    "next-key-waits",
                    new Notice(
                            Tone.WAITS,
                            "The key is sealed and is being tried; it is used when its vendor accepts it, and not before. One"
                                    + " that is refused is deleted, and the log says why.")),
            entry("removed", new Notice(Tone.QUIET, "It is off the list. Nothing rested on it.")),
            entry("named", new Notice(Tone.QUIET, "Noted. The alias stands wherever the hash was shown.")),
            entry("unnamed", new Notice(Tone.QUIET, "The alias was deleted; the hash is shown again.")),
            entry("rates-given", new Notice(Tone.QUIET, "Noted. Sums are converted at these rates from now on.")),
            entry("rates-gone", new Notice(Tone.QUIET, "The rates were deleted. Nothing is converted.")),
            entry("no-duplicate", new Notice(Tone.QUIET, "Noted. They stay apart until another one joins them.")),
            entry("asked-again", new Notice(Tone.QUIET, "They are among the duplicates again.")),
            entry("declined", new Notice(Tone.QUIET, "Xero was not connected: nothing was consented to.")),
            entry("github-declined", new Notice(Tone.QUIET, "GitHub was not connected: nothing was installed there.")),
            entry(
                    "github-requested",
                    new Notice(
                            Tone.WAITS,
                            "An owner at GitHub was asked to install the App. When they have, an owner connects it here.")),
            entry(
                    "github-stale",
                    new Notice(
                            Tone.REFUSED,
                            "This way back from GitHub was used before, is older than ten minutes, or is another person's."
                                    + " Nothing was changed.")),
            entry(
                    "stale",
                    new Notice(
                            Tone.REFUSED,
                            "This way back from Xero was used before, is older than ten minutes, or is another person's."
                                    + " Nothing was changed.")));

    private final Doorway doorway;
    private final Members members;
    private final HistoryProgress history;
    private final Needs needs;
    private final Clock clock;

    Visits(Doorway doorway, Members members, HistoryProgress history, Needs needs, Clock clock) {
        this.doorway = doorway;
        this.members = members;
        this.history = history;
        this.needs = needs;
        this.clock = clock;
    }

    /** Who asks for what. */
    record Asked(String slug, Caller caller, HttpServletRequest request) {}

    /** A page for those who hold {@code needed}; for all others there is nothing here. */
    ModelAndView page(Asked asked, Permission needed, String template, Function<Visit, Object> page) {
        return new ModelAndView(template, "page", open(asked, needed, page));
    }

    /** A page for every member. */
    ModelAndView page(Asked asked, String template, Function<Visit, Object> page) {
        return new ModelAndView(
                template,
                "page",
                doorway.within(asked.slug(), asked.caller(), access -> page.apply(visit(asked, access))));
    }

    <T> T open(Asked asked, Permission needed, Function<Visit, T> work) {
        return doorway.within(asked.slug(), asked.caller(), needed, access -> work.apply(visit(asked, access)));
    }

    /** Where a person lands: the first of their workspaces. */
    Workspace first(Caller caller) {
        return workspaces(caller).stream().findFirst().orElseThrow(NotHere::new);
    }

    private Visit visit(Asked asked, Access access) {
        Wording wording = new Wording(locale(asked.request()), ZoneOffset.UTC, clock.instant());
        return new Visit(
                access,
                name(asked.caller()),
                workspaces(asked.caller()),
                wording,
                csrf(asked.request()),
                history.of(access.workspace().id()),
                needs.of(access, wording),
                notice(asked.request()));
    }

    private String name(Caller caller) {
        return switch (caller) {
            case Caller.PersonCaller person ->
                members.find(person.person())
                        .map(member -> member.profile().name())
                        .orElseThrow(NotHere::new);
            case Caller.TokenCaller _ -> "API token";
        };
    }

    private List<Workspace> workspaces(Caller caller) {
        return switch (caller) {
            case Caller.PersonCaller person -> members.workspacesOf(person.person());
            case Caller.TokenCaller _ -> List.of();
        };
    }

    private static @Nullable Notice notice(HttpServletRequest request) {
        String done = request.getParameter("done");
        return done == null ? null : NOTICES.get(done);
    }

    /** The pages are written in English; its regions write numbers and dates in their own ways. */
    static Locale locale(HttpServletRequest request) {
        Locale asked = request.getLocale();
        return asked.getLanguage().equals("en") ? asked : Locale.ENGLISH;
    }

    static Csrf csrf(HttpServletRequest request) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            return new Csrf(token.getParameterName(), token.getHeaderName(), token.getToken());
        }
        throw new IllegalStateException("every request passes the filter that makes form tokens");
    }
}
