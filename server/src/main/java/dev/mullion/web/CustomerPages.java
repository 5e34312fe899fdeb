package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.finance.FinanceStatements;
import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Alias;
import dev.mullion.telemetry.Aliases;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.CustomerPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One customer, who is known by a hash: what they owe and pay, and what members call them. */
@Controller
class CustomerPages {

    private static final String SHAPE = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Visits visits;
    private final Aliases aliases;
    private final CustomerStory story;
    private final FinanceStatements statements;

    CustomerPages(Visits visits, Aliases aliases, CustomerStory story, FinanceStatements statements) {
        this.visits = visits;
        this.aliases = aliases;
        this.story = story;
        this.statements = statements;
    }

    @GetMapping("/w/{slug}/finance/customers/{customer}")
    ModelAndView page(
            @PathVariable("slug") String slug,
            @PathVariable("customer") String customer,
            Caller caller,
            HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request),
                Visit.FINANCE,
                CustomerPage.TEMPLATE,
                visit -> story.of(visit, known(customer), null));
    }

    @Recorded(value = AuditAction.CUSTOMER_NAMED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/finance/customers/{customer}")
    @Nullable ModelAndView name(
            @PathVariable("slug") String slug,
            @PathVariable("customer") String customer,
            @RequestParam(name = "alias", defaultValue = "") String text,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        Asked asked = new Asked(slug, caller, request);
        Optional<CustomerPage> refused = visits.open(asked, DuplicatePages.MANAGE, visit -> {
            IdHash known = known(customer);
            try {
                statements.name(new Alias(known, text), visit.access().actor());
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(story.of(visit, known, "An alias " + e.getMessage() + "."));
            }
        });
        if (refused.isEmpty()) {
            return leave(response, slug, customer, "named");
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return new ModelAndView(CustomerPage.TEMPLATE, "page", refused.get());
    }

    @Recorded(value = AuditAction.CUSTOMER_UNNAMED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/finance/customers/{customer}/unname")
    @Nullable ModelAndView unname(
            @PathVariable("slug") String slug,
            @PathVariable("customer") String customer,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        visits.open(
                new Asked(slug, caller, request),
                DuplicatePages.MANAGE,
                visit -> statements.unname(known(customer), visit.access().actor()));
        return leave(response, slug, customer, "unnamed");
    }

    private static @Nullable ModelAndView leave(
            HttpServletResponse response, String slug, String customer, String done) {
        response.setHeader("Location", "/w/" + slug + "/finance/customers/" + customer + "?done=" + done);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        return null;
    }

    /** Whoever is in no fact of this workspace is not here, whatever they are elsewhere. */
    private IdHash known(String text) {
        if (!text.matches(SHAPE)) {
            throw new NotHere();
        }
        IdHash customer = new IdHash(UUID.fromString(text));
        if (!aliases.isCustomer(customer)) {
            throw new NotHere();
        }
        return customer;
    }
}
