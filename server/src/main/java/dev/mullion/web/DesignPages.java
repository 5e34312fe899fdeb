package dev.mullion.web;

import dev.mullion.demo.Demo;
import dev.mullion.identity.Caller;
import dev.mullion.identity.NotHere;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.Place;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Every part in every state, in the demo; elsewhere there is nothing here. */
@Controller
class DesignPages {

    private final Visits visits;
    private final Demo demo;

    DesignPages(Visits visits, Demo demo) {
        this.visits = visits;
        this.demo = demo;
    }

    @GetMapping("/design")
    ModelAndView page(Caller caller, HttpServletRequest request) {
        if (!demo.isRunning()) {
            throw new NotHere();
        }
        String slug = visits.first(caller).slug().value();
        return visits.page(
                new Asked(slug, caller, request),
                "design/page",
                visit -> new DesignStories(visit.wording()).page(visit.still("Design", Place.SETTINGS)));
    }
}
