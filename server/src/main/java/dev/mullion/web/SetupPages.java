package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.identity.Credential;
import dev.mullion.identity.Declined;
import dev.mullion.identity.EmailAddress;
import dev.mullion.identity.Founding;
import dev.mullion.identity.Profile;
import dev.mullion.identity.Session;
import dev.mullion.tenancy.Slug;
import dev.mullion.web.view.SetupPage;
import dev.mullion.web.view.SetupPage.Field;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The first page of an installation. */
@Controller
class SetupPages {

    private final Founding founding;

    SetupPages(Founding founding) {
        this.founding = founding;
    }

    @GetMapping("/set-up/{secret}")
    ModelAndView form(@PathVariable("secret") String secret, HttpServletRequest request, HttpServletResponse response) {
        return founding.opens(Credential.of(secret))
                ? page(secret, Map.of(), Map.of(), request)
                : DoorPages.spent(request, response);
    }

    @Recorded({AuditAction.WORKSPACE_CREATED, AuditAction.PERSON_ADDED, AuditAction.SIGNED_IN})
    @PostMapping("/set-up/{secret}")
    @Nullable ModelAndView setUp(
            @PathVariable("secret") String secret,
            @RequestParam Map<String, String> said,
            HttpServletRequest request,
            HttpServletResponse response) {
        Map<String, String> errors = errors(said);
        if (errors.isEmpty()) {
            try {
                Optional<Session> session = founding.setUp(Credential.of(secret), wanted(said));
                if (session.isEmpty()) {
                    return DoorPages.spent(request, response);
                }
                DoorPages.enter(session.get(), KitPages.PATH, response);
                return null;
            } catch (Declined declined) {
                errors.put("slug", String.valueOf(declined.getMessage()));
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(secret, said, errors, request);
    }

    private static Founding.Request wanted(Map<String, String> said) {
        String organisation = said(said, "organisation");
        return new Founding.Request(
                organisation,
                new Slug(said(said, "slug").strip()),
                organisation,
                new Profile(new EmailAddress(said(said, "email")), said(said, "name")));
    }

    /** Each field is judged alone, so that all problems are told at once. */
    private static Map<String, String> errors(Map<String, String> said) {
        Map<String, String> errors = new LinkedHashMap<>();
        judge(errors, "organisation", () -> line(said(said, "organisation")));
        judge(errors, "name", () -> line(said(said, "name")));
        judge(errors, "email", () -> new EmailAddress(said(said, "email")));
        judge(errors, "slug", () -> new Slug(said(said, "slug").strip()));
        return errors;
    }

    /** A name of a person and of an organisation follow one rule. */
    private static Profile line(String text) {
        return new Profile(new EmailAddress("nobody@example.com"), text);
    }

    private interface Attempt {
        Object make();
    }

    private static void judge(Map<String, String> errors, String field, Attempt attempt) {
        try {
            attempt.make();
        } catch (IllegalArgumentException refused) {
            errors.put(field, refused.getMessage() + " was expected.");
        }
    }

    private static String said(Map<String, String> said, String field) {
        return said.getOrDefault(field, "");
    }

    private static ModelAndView page(
            String secret, Map<String, String> said, Map<String, String> errors, HttpServletRequest request) {
        List<Field> fields = List.of(
                field("organisation", "Organisation", "text", "organization", "As people call it.", said, errors),
                field("name", "Your name", "text", "name", "As your colleagues know you.", said, errors),
                field(
                        "email",
                        "Your e-mail address",
                        "email",
                        "email",
                        "You become the first member, with every permission.",
                        said,
                        errors),
                field(
                        "slug",
                        "Workspace",
                        "text",
                        "off",
                        "In addresses: 2 to 40 of a-z, 0-9 and inner hyphens, starting with a letter.",
                        said,
                        errors));
        return new ModelAndView("door/setup", "page", new SetupPage("/set-up/" + secret, fields, Visits.csrf(request)));
    }

    private static Field field(
            String name,
            String label,
            String type,
            String autocomplete,
            String hint,
            Map<String, String> said,
            Map<String, String> errors) {
        return new Field(name, label, type, autocomplete, said(said, name), hint, errors.get(name));
    }
}
