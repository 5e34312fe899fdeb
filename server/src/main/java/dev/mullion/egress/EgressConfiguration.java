package dev.mullion.egress;

import dev.mullion.settings.Settings;
import java.time.Clock;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EgressConfiguration {

    @Bean
    Egress egress(Settings settings, Clock clock) {
        return Egress.of(
                settings.sandboxes().values().stream().map(Origin::of).collect(Collectors.toUnmodifiableSet()), clock);
    }
}
