package dev.mullion.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * Finds the template of a view's name ("engineering/page") among those compiled at build time. A template takes the
 * model attributes that it names as parameters, usually one: {@code page} (or {@code live} for a part fetched again).
 */
@Configuration(proxyBeanMethods = false)
class PageViews {

    private static final String TEMPLATES = "dev.mullion.web.pages";

    @Bean
    static TemplateEngine templates() {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, null, TEMPLATES);
    }

    /** Before the framework's own, which would take a template's name for an address to forward to. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ViewResolver pages(TemplateEngine templates) {
        return (name, locale) -> {
            String template = name + ".jte";
            return templates.hasTemplate(template) ? page(templates, template) : null;
        };
    }

    private static View page(TemplateEngine templates, String template) {
        return new Page(templates, template);
    }

    /**
     * Rendered whole before the first byte is sent, so that a failing template is an error page and not half a page.
     * Says its type beforehand: of views that do not, the framework chooses another.
     */
    private record Page(TemplateEngine templates, String template) implements View {

        @Override
        public String getContentType() {
            return MediaType.TEXT_HTML_VALUE;
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            Utf8ByteOutput page = new Utf8ByteOutput();
            templates.render(template, model == null ? Map.of() : new HashMap<>(model), page);
            response.setContentType(MediaType.TEXT_HTML_VALUE);
            response.setCharacterEncoding("utf-8");
            response.setContentLength(page.getContentLength());
            page.writeTo(response.getOutputStream());
        }
    }
}
