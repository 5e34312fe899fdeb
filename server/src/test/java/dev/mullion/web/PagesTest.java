package dev.mullion.web;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in every story: what is true of all of them. */
class PagesTest {

    private static final TemplateEngine TEMPLATES = PageViews.templates();
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*?(/?)>");
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "hr", "img");

    static Stream<Story> stories() {
        return Stories.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void closesEveryTagItOpens(Story story) {
        String html = render(story);

        Deque<String> open = new ArrayDeque<>();
        Matcher tags = TAG.matcher(html);
        while (tags.find()) {
            String name = tags.group(2);
            if (!tags.group(1).isEmpty()) {
                assertThat(open.pop()).as("closed at %s", tags.start()).isEqualTo(name);
            } else if (!VOID.contains(name) && tags.group(3).isEmpty()) {
                open.push(name);
            }
        }
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isReadWithoutComplaintByAnHtmlParser(Story story) {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        String html = render(story);
        boolean part = !html.startsWith("<!DOCTYPE");

        Jsoup.parse(part ? "<!DOCTYPE html><title>Part</title>" + html : html, "/", parser);

        assertThat(parser.getErrors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void carriesNothingInlineThatThePolicyWouldRefuse(Story story) {
        Document page = Jsoup.parse(render(story));

        assertThat(page.select("[style], style, script:not([src]), [onclick], iframe, object, embed, base"))
                .isEmpty();
        assertThat(page.getAllElements())
                .allSatisfy(element -> assertThat(element.attributes())
                        .noneSatisfy(attribute -> assertThat(attribute.getKey()).startsWith("on")));
        assertThat(page.select("script, link"))
                .allSatisfy(element -> assertThat(element.hasAttr("src") ? element.attr("src") : element.attr("href"))
                        .startsWith("/assets/"));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void showsAHostileLabelAsText(Story story) {
        Document page = Jsoup.parse(render(story));

        assertThat(page.select("img")).isEmpty();
        assertThat(page.select("[href^=javascript]")).isEmpty();
        if (story.page().toString().contains(Company.HOSTILE)) {
            assertThat(page.text() + page.select("input").eachAttr("value")).contains(Company.HOSTILE);
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void sendsTheCsrfTokenWithEveryFormThatChangesSomethingAndWithNoOther(Story story) {
        for (Element form : Jsoup.parse(render(story)).select("form")) {
            List<Element> tokens = form.select("input[type=hidden][name=_csrf]");
            if (form.attr("method").equals("post")) {
                assertThat(tokens)
                        .singleElement()
                        .satisfies(token -> assertThat(token.attr("value")).isEqualTo(Company.CSRF.token()));
            } else {
                assertThat(tokens).as("a token in an address leaks").isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void namesEveryIdOnceAndRefersOnlyToThoseThatExist(Story story) {
        Document page = Jsoup.parse(render(story));

        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        for (String reference : List.of("for", "aria-describedby", "aria-labelledby")) {
            assertThat(page.select("[" + reference + "]").eachAttr(reference).stream()
                            .flatMap(Pattern.compile(" ")::splitAsStream))
                    .isSubsetOf(ids);
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void labelsEveryControlAndDrawing(Story story) {
        Document page = Jsoup.parse(render(story));

        assertThat(page.select("svg"))
                .allSatisfy(drawing -> assertThat(drawing.hasAttr("aria-hidden")
                                || drawing.hasAttr("aria-label")
                                || drawing.hasAttr("aria-labelledby")
                                || drawing.parents().hasAttr("aria-labelledby"))
                        .isTrue());
        assertThat(page.select("input:not([type=hidden]), select"))
                .allSatisfy(control -> assertThat(control.closest("label") != null
                                || !page.select("label[for=" + control.id() + "]")
                                        .isEmpty())
                        .isTrue());
        assertThat(page.select("a, button"))
                .allSatisfy(link ->
                        assertThat(link.text() + link.attr("aria-label")).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void staysUnderAQuarterOfAMegabyteWhateverItShows(Story story) {
        assertThat(render(story).length()).isLessThan(250_000);
    }

    private static String render(Story story) {
        StringOutput html = new StringOutput();
        TEMPLATES.render(story.template() + ".jte", story.page(), html);
        return html.toString();
    }
}
