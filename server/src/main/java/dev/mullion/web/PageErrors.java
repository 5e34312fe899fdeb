package dev.mullion.web;

import dev.mullion.identity.http.Answers;
import dev.mullion.tenancy.FailureTrace;
import dev.mullion.web.view.ProblemPage;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The last resort: whatever was not answered elsewhere comes here with its status. Nothing of the failure is told, only
 * an id under which the log has it. Refusals carry no id, so that equal ones are equal to the byte.
 */
@Controller
class PageErrors implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    private final Answers answers;

    PageErrors(Answers answers) {
        this.answers = answers;
    }

    @RequestMapping("/error")
    @Nullable ModelAndView answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        String id = status == 500 ? logged(request) : null;
        response.setStatus(status);
        if (Answers.isApi(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)))) {
            answers.write(Answers.meant(request, status), response);
            return null;
        }
        return new ModelAndView("door/problem", "page", page(status, id));
    }

    /** The web server's own record of it is switched off: it quotes the request's parameters and the message. */
    private static String logged(HttpServletRequest request) {
        String id = "req_" + UUID.randomUUID();
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        LOG.error(
                "{} failed with {}", id, failure instanceof Throwable raised ? FailureTrace.of(raised) : "status 500");
        return id;
    }

    private static ProblemPage page(int status, @Nullable String id) {
        return switch (status) {
            case 404 ->
                new ProblemPage(
                        status,
                        "There is no such page",
                        "It does not exist, or it is not yours to see; both look the same on purpose.",
                        "Check the address, or start again from Home.",
                        new Link("Go to Home", "/"),
                        id);
            case 403 ->
                new ProblemPage(
                        status,
                        "This form is no longer valid",
                        "A form is valid as long as its session, and on this site alone.",
                        "Go back, load the page again and send it once more.",
                        null,
                        id);
            case 423 ->
                new ProblemPage(
                        status,
                        "This workspace is locked",
                        "Its keys are wrapped by its owner's own key, and that key was switched off.",
                        "Whoever runs your key management service can switch it on again; within a minute everything is"
                                + " back.",
                        new Link("Go to Home", "/"),
                        id);
            case 429 ->
                new ProblemPage(
                        status,
                        "Too many requests",
                        "More was asked for in a short time than one asker may ask.",
                        "Wait some seconds and load the page again.",
                        null,
                        id);
            case 503 ->
                new ProblemPage(
                        status,
                        "Mullion is busy",
                        "The workspace is busy, or the database does not answer. Nothing was changed.",
                        "Wait some seconds and load the page again.",
                        null,
                        id);
            default -> status >= 500 ? broken(status, id) : unsuited(status, id);
        };
    }

    private static ProblemPage broken(int status, @Nullable String id) {
        return new ProblemPage(
                status,
                "Mullion could not answer",
                "Something failed inside; nothing was changed by this request.",
                "Try again; if it stays so, give the request's id to the person who runs this installation.",
                null,
                id);
    }

    private static ProblemPage unsuited(int status, @Nullable String id) {
        return new ProblemPage(
                status,
                "This address does not fit",
                "Its parameters or its method are not what the page takes.",
                "Start again from Home.",
                new Link("Go to Home", "/"),
                id);
    }
}
