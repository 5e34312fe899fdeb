package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.identity.Founder;
import dev.mullion.identity.NotHere;
import dev.mullion.keys.KeyRing;
import dev.mullion.web.view.KitPage;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What follows set-up: the recovery kit, which is made where the master key is and not here. The kit never comes by a
 * browser: it opens every workspace, and a browser's download folder, its history and whatever ends TLS in front are no
 * place for it. The page is for the person who set the installation up and nobody else, because the state of the whole
 * installation concerns no member of a workspace.
 */
@Controller
class KitPages {

    static final String PATH = "/recovery-kit";

    private static final List<String> COMMANDS = List.of(
            "bin/mullion key kit --to recovery-kit.txt", "bin/mullion key kit --confirm /elsewhere/recovery-kit.txt");

    private final Founder founder;
    private final KeyRing keys;

    KitPages(Founder founder, KeyRing keys) {
        this.founder = founder;
        this.keys = keys;
    }

    @GetMapping(PATH)
    ModelAndView kit(Caller caller) {
        if (!founder.is(caller)) {
            throw new NotHere();
        }
        return new ModelAndView(
                "door/recovery-kit",
                "page",
                new KitPage(keys.hasConfirmedKit(), COMMANDS.get(0), COMMANDS.get(1), PATH));
    }
}
