package dev.mullion.trust;

import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.meters.Metered;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.DatabaseTransport;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.IsolationVerification;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Collects the controls of every module, and adds those of tenancy, which knows nothing of promises. */
@Configuration(proxyBeanMethods = false)
class TrustConfiguration {

    @Bean
    Trust trust(
            ObjectProvider<Control> contributed,
            GlobalSql global,
            KeyRing keys,
            Clock clock,
            ApplicationEventPublisher events) {
        var store = new EvidenceStore(global, new Seals(keys.installation(KeyLabel.EVIDENCE)));
        List<Control> controls = contributed.stream().toList();
        return new Trust(Promises.all(), controls, store, clock, events);
    }

    @Bean
    Metered controlMeters(Trust trust) {
        return new ControlMeters(trust);
    }

    @Bean
    TrustSchedule trustSchedule(Trust trust, Clock clock) {
        return new TrustSchedule(trust, clock);
    }

    @Bean
    Control theDatabaseIsReachedProtected(DatabaseAccess access) {
        return Control.ofChecks("P08", new DatabaseTransport(access)::run);
    }

    @Bean
    Control statementsCarryTheirWorkspace(IsolationVerification isolation) {
        return new IsolationControls(isolation).statements();
    }

    @Bean
    Control statementsForOthersRaise(IsolationVerification isolation) {
        return new IsolationControls(isolation).crossings();
    }

    @Bean
    Control rowSecurityIsForced(IsolationVerification isolation) {
        return new IsolationControls(isolation).rowSecurity();
    }

    @Bean
    Control contextsCannotBeForged(IsolationVerification isolation) {
        return new IsolationControls(isolation).contexts();
    }

    @Bean
    Control keysStartWithTheTenant(IsolationVerification isolation) {
        return new IsolationControls(isolation).keys();
    }
}
