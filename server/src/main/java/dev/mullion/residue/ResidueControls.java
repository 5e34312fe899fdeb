package dev.mullion.residue;

import dev.mullion.checks.Check;
import dev.mullion.connectors.Manifests;
import dev.mullion.trust.Control;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is promised of bodies, as light runs of the search show it. */
@Configuration(proxyBeanMethods = false)
class ResidueControls {

    private static final Duration BOUND = Duration.ofSeconds(45);

    /** All of them use the one hidden workspace and clear it. */
    private static final String WORKSPACE = "residue-canary";

    private static final Set<String> OF_LOGS = Set.of("residue.server-log", "residue.database-log");

    @Bean
    Control payloadsAreGoneWithTheirRequest(ResidueVerification residue) {
        return Control.ofChecks("P04", () -> without(OF_LOGS, residue.light()))
                .within(BOUND)
                .alone(WORKSPACE);
    }

    @Bean
    Control nothingRawIsInLogsOrFiles(ResidueVerification residue) {
        return Control.ofChecks("P06", () -> without(Set.of("residue.tables"), residue.light()))
                .within(BOUND)
                .alone(WORKSPACE);
    }

    @Bean
    Control codeAndBodiesAreNeverTaken(ResidueVerification residue, Manifests manifests) {
        return Control.ofChecks(
                        "P03",
                        () -> Stream.concat(
                                        Forbidden.in(manifests).stream(), without(OF_LOGS, residue.light()).stream())
                                .toList())
                .within(BOUND)
                .alone(WORKSPACE);
    }

    @Bean
    Control signaturesAreVerifiedFirst(ResidueVerification residue) {
        return Control.ofChecks("P30", residue::forged).alone(WORKSPACE);
    }

    private static List<Check> without(Set<String> names, List<Check> checks) {
        return checks.stream().filter(check -> !names.contains(check.name())).toList();
    }
}
