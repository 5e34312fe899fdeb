package dev.mullion.web;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves style sheet, script and marks under {@code /assets/}, and htmx from its WebJar beside them. */
@Configuration(proxyBeanMethods = false)
class PageAssets implements WebMvcConfigurer {

    static final String OWN = "classpath:/static/assets/";
    static final String HTMX = "classpath:/META-INF/resources/webjars/htmx.org/2.0.10/dist/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(OWN, HTMX)
                // Names carry no version, so a browser asks again each time and is mostly told "not modified".
                .setCacheControl(
                        CacheControl.maxAge(Duration.ZERO).mustRevalidate().cachePublic());
    }
}
