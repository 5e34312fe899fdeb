package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.Overheard;
import dev.mullion.TestServer;
import dev.mullion.TestServer.Member;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PageFailureTest {

    private static final String IN_MESSAGE = "canary-of-a-message";
    private static final String IN_PARAMETER = "canary-of-a-parameter";
    private static final TestServer SERVER = TestServer.shared();
    private static final RequestMappingHandlerMapping ROUTES =
            SERVER.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    private static final RequestMappingInfo ROUTE = RequestMappingInfo.paths("/breaks")
            .methods(RequestMethod.GET)
            .options(ROUTES.getBuilderConfiguration())
            .build();

    private final Member member = SERVER.manager(SERVER.newWorkspace());

    /** A page whose database refuses something and says what. */
    static final class Breaking {
        String breaks() {
            return Optional.<String>empty()
                    .orElseThrow(() ->
                            new DataIntegrityViolationException(IN_MESSAGE, new SQLException(IN_MESSAGE, "23505")));
        }
    }

    @BeforeAll
    static void aPageThatBreaks() throws NoSuchMethodException {
        ROUTES.registerMapping(ROUTE, new Breaking(), Breaking.class.getDeclaredMethod("breaks"));
    }

    @AfterAll
    static void noPageThatBreaks() {
        ROUTES.unregisterMapping(ROUTE);
    }

    @Test
    @Attack("isolation-55")
    void isInTheLogByKindAndPlaceWithoutAWordOfTheRequestOrTheMessage() {
        try (Overheard log = Overheard.listen()) {
            HttpResponse<String> answer = SERVER.get("/breaks?q=" + IN_PARAMETER, member.header());

            String id = answer.body().replaceAll("(?s).*(req_[0-9a-f-]{36}).*", "$1");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain(IN_MESSAGE, IN_PARAMETER);
            assertThat(log.text())
                    .contains(id + " failed with ")
                    .contains("caused by " + DataIntegrityViolationException.class.getName() + "\n\tat ")
                    .contains("\tat " + Breaking.class.getName() + ".breaks(PageFailureTest.java:")
                    .contains("caused by java.sql.SQLException (SQLSTATE 23505)")
                    .doesNotContain(IN_MESSAGE, IN_PARAMETER);
        }
    }
}
