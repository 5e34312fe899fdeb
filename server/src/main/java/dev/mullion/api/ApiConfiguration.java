package dev.mullion.api;

import dev.mullion.identity.Doorway;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets operations ask for their {@link Call}. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

    private final Doorway doorway;
    private final Repeats repeats;

    ApiConfiguration(Doorway doorway, Repeats repeats) {
        this.doorway = doorway;
        this.repeats = repeats;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallArgument(doorway, repeats));
    }
}
