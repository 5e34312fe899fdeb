package dev.mullion.limits;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the buckets on the operator's settings. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

    @Bean
    RateLimits rateLimits(LimitSettings settings) {
        return new RateLimits(settings, System::nanoTime);
    }
}
