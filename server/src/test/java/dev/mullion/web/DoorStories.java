package dev.mullion.web;

import dev.mullion.web.view.KitPage;
import dev.mullion.web.view.LinkPage;
import dev.mullion.web.view.ProblemPage;
import dev.mullion.web.view.SetupPage;
import dev.mullion.web.view.SignedOutPage;
import dev.mullion.web.view.part.Link;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages in front of the door: set-up, one-time link, signed out, and what went wrong. */
final class DoorStories {

    private DoorStories() {}

    static Stream<Story> all() {
        return Stream.of(
                new Story("link", "door/link", new LinkPage(LinkPage.State.USABLE, "/link/synthetic", Company.CSRF)),
                new Story(
                        "link-spent", "door/link", new LinkPage(LinkPage.State.SPENT, "/link/synthetic", Company.CSRF)),
                new Story("setup", "door/setup", setup("", "", "", null, null)),
                new Story(
                        "setup-refused",
                        "door/setup",
                        setup(
                                Company.HOSTILE,
                                "robin@",
                                "Sample!",
                                "An e-mail address, such as robin@larkfield.example, was expected.",
                                "2 to 40 of a-z, 0-9 and inner hyphens were expected, starting with a letter.")),
                new Story(
                        "recovery-kit",
                        "door/recovery-kit",
                        new KitPage(
                                false,
                                "bin/mullion key kit --to recovery-kit.txt",
                                "bin/mullion key kit --confirm /elsewhere/recovery-kit.txt",
                                "/recovery-kit")),
                new Story(
                        "recovery-kit-confirmed",
                        "door/recovery-kit",
                        new KitPage(
                                true,
                                "bin/mullion key kit --to recovery-kit.txt",
                                "bin/mullion key kit --confirm /elsewhere/recovery-kit.txt",
                                "/recovery-kit")),
                new Story(
                        "signed-out",
                        "door/signed-out",
                        new SignedOutPage("bin/mullion person link you@larkfield.example")),
                problem(
                        404,
                        "There is no such page",
                        "It does not exist, or it is not yours to see; both look the same on purpose.",
                        "Check the address, or start again from Home."),
                problem(
                        403,
                        "This form is no longer valid",
                        "A form is valid as long as its session.",
                        "Go back, load the page again and send it once more."),
                problem(
                        429,
                        "Too many requests",
                        "At most 120 requests a minute are served for one person.",
                        "Wait 20 seconds and load the page again."),
                problem(
                        500,
                        "Mullion could not answer",
                        "Nothing was changed by this request.",
                        "Try again; if it stays so, give the request's id to the person who runs this installation."));
    }

    private static Story problem(int status, String what, String expected, String advice) {
        Link home = status == 404 ? new Link("Go to Home", "/") : null;
        return new Story(
                "problem-" + status,
                "door/problem",
                new ProblemPage(status, what, expected, advice, home, "req_01k9synthetic"));
    }

    private static SetupPage setup(
            String organisation, String email, String slug, @Nullable String emailError, @Nullable String slugError) {
        return new SetupPage(
                "/setup/synthetic",
                List.of(
                        new SetupPage.Field(
                                "organisation",
                                "Organisation",
                                "text",
                                "organization",
                                organisation,
                                "As people call it; at most 80 characters.",
                                null),
                        new SetupPage.Field(
                                "email",
                                "Your e-mail address",
                                "email",
                                "email",
                                email,
                                "You become the first member, with every permission.",
                                emailError),
                        new SetupPage.Field(
                                "slug",
                                "Workspace",
                                "text",
                                "off",
                                slug,
                                "In addresses: 2 to 40 of a-z, 0-9 and inner hyphens.",
                                slugError)),
                Company.CSRF);
    }
}
