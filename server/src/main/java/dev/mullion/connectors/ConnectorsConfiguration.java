package dev.mullion.connectors;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectorsConfiguration {

    @Bean
    Manifests manifests(List<Puller> pullers) {
        return new Manifests(
                pullers.stream().collect(Collectors.toUnmodifiableMap(Puller::connector, Puller::manifest)));
    }
}
