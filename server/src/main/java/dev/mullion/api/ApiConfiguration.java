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

    ApiConfiguration(Doorway doorway) {
        this.doorway = doorway;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallArgument(doorway));
    }
}
