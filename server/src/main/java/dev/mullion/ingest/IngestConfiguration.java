package dev.mullion.ingest;

import dev.mullion.limits.RateLimits;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.function.SingletonSupplier;

/** Puts the hooks ahead of everything and makes the web server forget what passed through it. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IngestConfiguration {

    @Bean
    HookReceiver hookReceiver(List<VendorHooks> hooks, Strays strays, Ingest ingest, RateLimits limits, Clock clock) {
        return new HookReceiver(hooks, strays, ingest, limits, clock);
    }

    /** The wipe comes first: it must see what happens behind it. */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> hookValves(ObjectProvider<HookReceiver> receiver) {
        return factory -> {
            factory.addEngineValves(new ReadBufferWipe(), new HookValve(SingletonSupplier.of(receiver::getObject)));
            // The container's own "100 Continue" stands behind the valves: who waits for one gets it with the first
            // read.
            factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
        };
    }
}
