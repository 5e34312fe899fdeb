package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

class PageViewsTest {

    private final ViewResolver pages = new PageViews().pages(PageViews.templates());

    @Test
    void answersAViewsNameWithItsCompiledTemplate() throws Exception {
        View view = pages.resolveViewName("home/page", Locale.ENGLISH);
        assertNotNull(view);
        Story home = HomeStories.all().findFirst().orElseThrow();

        MockHttpServletResponse response = new MockHttpServletResponse();
        view.render(Map.of("page", home.page(), "unrelated", 1), new MockHttpServletRequest(), response);

        assertThat(response.getContentType()).isEqualTo("text/html;charset=utf-8");
        assertThat(response.getContentAsByteArray()).hasSize(response.getContentLength());
        assertThat(response.getContentAsString()).startsWith("<!DOCTYPE html>").contains("Changed");
    }

    @Test
    void leavesNamesItDoesNotKnowToOthers() throws Exception {
        assertThat(pages.resolveViewName("redirect:/w/sample", Locale.ENGLISH)).isNull();
        assertThat(pages.resolveViewName("no/such", Locale.ENGLISH)).isNull();
    }

    @Test
    void hasEveryFileThatThePagesLoad() {
        DefaultResourceLoader resources = new DefaultResourceLoader();

        assertThat(new String[] {"mullion.css", "mullion.js", "theme.js", "marks.svg", "mark.svg"})
                .allSatisfy(name -> assertThat(
                                resources.getResource(PageAssets.OWN + name).exists())
                        .isTrue());
        assertThat(resources.getResource(PageAssets.HTMX + "htmx.min.js").exists())
                .isTrue();
    }
}
