package dev.mullion.probes;

import dev.mullion.trust.Control;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which probe is tried for which promise. */
@Configuration(proxyBeanMethods = false)
class ProbesConfiguration {

    private static final Duration MANY_REQUESTS = Duration.ofSeconds(45);

    @Bean
    Control onlyTypedMetadataIsStored(StoredColumns columns) {
        return Control.ofChecks("P05", columns::run);
    }

    @Bean
    Control theWireIsEncrypted(Transport transport) {
        return Control.of("P07", transport::run);
    }

    @Bean
    Control headersAndCookiesAreStrict(OnTheWire wire) {
        return Control.ofChecks("P09", wire::run);
    }

    @Bean
    Control savedSecretsStayHidden(SavedSecrets secrets) {
        return Control.ofChecks("P13", secrets::run).within(MANY_REQUESTS);
    }

    @Bean
    Control theMasterKeyIsKeptApart(KeyFile file) {
        return Control.ofChecks("P14", file::run);
    }

    @Bean
    Control strangersAreTurnedAway(Strangers strangers) {
        return Control.ofChecks("P15", strangers::run).within(MANY_REQUESTS);
    }

    @Bean
    Control thereAreNoPasswords(Passwords passwords) {
        return Control.ofChecks("P16", passwords::run).within(MANY_REQUESTS);
    }

    @Bean
    Control neighboursFindNothing(NextDoor nextDoor) {
        return Control.ofChecks("P17", nextDoor::run).within(MANY_REQUESTS);
    }

    @Bean
    Control keysOpenTheirDomain(OneKeyEach keys) {
        return Control.ofChecks("P18", keys::run).within(MANY_REQUESTS);
    }

    @Bean
    Control whatIsDoneIsRecordedAndStays(EventsOfRoutes events, AppendOnly appendOnly) {
        return Control.ofChecks(
                "P32",
                () -> Stream.concat(events.run().stream(), appendOnly.run().stream())
                        .toList());
    }

    @Bean
    Control theOperatorsSightIsSaid(OperatorSight sight) {
        return Control.ofChecks("P50", sight::run);
    }

    @Bean
    Control floodsAreBounded(Floods floods) {
        return Control.ofChecks("P51", floods::run).within(MANY_REQUESTS);
    }
}
