package dev.mullion.audit;

import dev.mullion.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    Published published(Settings settings) {
        return new Published(settings.data().resolve("audit"));
    }
}
