package dev.mullion.connectors;

import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Control;
import dev.mullion.trust.ControlDue;
import dev.mullion.trust.PromiseId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What is promised of connections, as they stand and as one of a hidden workspace is treated. */
@Configuration(proxyBeanMethods = false)
class ConnectionControls {

    private static final String DISCONNECT = "P29";

    /** Those that use the hidden connection never do so at once. */
    private static final String CANARY = "connection-canary";

    @Bean
    GrantProbes grantProbes(
            Workspaces workspaces, Connections connections, Grants grants, List<Puller> pullers, CanaryLink canary) {
        return new GrantProbes(workspaces, connections, grants, pullers, canary);
    }

    @Bean
    Control vendorsAreReadWithTheLeast(GrantProbes grants, Manifests manifests, List<VendorApi> vendors) {
        ReachProbes reach = new ReachProbes(
                manifests, vendors.stream().map(VendorApi::client).toList());
        return Control.ofChecks(
                "P01",
                () -> Stream.concat(grants.stored().stream(), reach.run().stream())
                        .toList());
    }

    @Bean
    Control broaderGrantsAreRefused(GrantProbes grants) {
        return Control.ofChecks(
                        "P02",
                        () -> Stream.concat(grants.stored().stream(), grants.played().stream())
                                .toList())
                .alone(CANARY);
    }

    @Bean
    Control disconnectsDeleteTokens(
            Workspaces workspaces,
            Connections connections,
            HookSecrets secrets,
            Disconnects disconnects,
            CanaryLink canary) {
        return Control.ofChecks(
                        DISCONNECT, new DisconnectProbes(workspaces, connections, secrets, disconnects, canary)::run)
                .alone(CANARY);
    }

    /** Every disconnect has the worst of them looked for anew; the one of the check itself does not. */
    @Component
    static class Watch {

        private final ApplicationEventPublisher events;
        private final CanaryLink canary;

        Watch(ApplicationEventPublisher events, CanaryLink canary) {
            this.events = events;
            this.canary = canary;
        }

        @EventListener
        void disconnected(Disconnected ended) {
            if (!canary.isThis(ended.link())) {
                events.publishEvent(new ControlDue(new PromiseId(DISCONNECT)));
            }
        }
    }
}
