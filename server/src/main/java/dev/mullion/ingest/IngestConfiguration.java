package dev.mullion.ingest;

import dev.mullion.limits.RateLimits;
import java.time.Clock;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the hook servlet ahead of everything and makes the web server forget what passed through it. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IngestConfiguration {

    @Bean
    ServletRegistrationBean<HookServlet> hookServlet(GitHubHooks hooks, Ingest ingest, RateLimits limits, Clock clock) {
        var registration = new ServletRegistrationBean<>(new HookServlet(hooks, ingest, limits, clock), "/hooks/*");
        registration.setName("hooks");
        registration.setLoadOnStartup(1);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> readBufferWipe() {
        return factory -> factory.addEngineValves(new ReadBufferWipe());
    }
}
