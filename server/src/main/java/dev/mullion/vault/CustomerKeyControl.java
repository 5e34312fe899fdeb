package dev.mullion.vault;

import dev.mullion.keys.KeyRing;
import dev.mullion.trust.Control;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks every customer's own key, and switches one off that is made for it. */
@Configuration(proxyBeanMethods = false)
class CustomerKeyControl {

    @Bean
    Control customersKeysLock(KeyRing keys) {
        return Control.ofChecks("P12", () -> keys.trials().customersKeys());
    }
}
