package dev.mullion.vault;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Control;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The checks of secrets: a run of {@code verify secrets} and the promises plant in workspaces of their own, so that
 * neither clears what the other has planted.
 */
@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    /** The promises' workspaces are shared by two of them. */
    private static final String PROMISES = "promises";

    @Bean
    CanaryWorkspaces canariesOfVerification(Workspaces workspaces, TenantSql tenant) {
        return new CanaryWorkspaces(workspaces, tenant, "secrets");
    }

    @Bean
    EnvelopeProbes envelopeProbes(
            Vault vault, SecretRows rows, CanaryWorkspaces canaries, Workspaces workspaces, KeyRing keys) {
        return new EnvelopeProbes(vault, rows, canaries, workspaces, keys);
    }

    @Bean
    Control secretsOpenInTheirPlaceAlone(
            Vault vault, SecretRows rows, StoredSecrets stored, Workspaces workspaces, TenantSql tenant, KeyRing keys) {
        CanaryWorkspaces canaries = new CanaryWorkspaces(workspaces, tenant, PROMISES);
        EnvelopeProbes planted = new EnvelopeProbes(vault, rows, canaries, workspaces, keys);
        return Control.ofChecks("P10", () -> onceMade(() -> both(stored.run(canaries.first()), planted.ofPlaces())))
                .alone(PROMISES);
    }

    @Bean
    Control tokensPassASealedBox(
            Vault vault, SecretRows rows, Workspaces workspaces, TenantSql tenant, KeyRing keys, Settings settings) {
        CanaryWorkspaces canaries = new CanaryWorkspaces(workspaces, tenant, PROMISES);
        IntakeProbes probes = new IntakeProbes(
                vault, rows, canaries, workspaces, keys, settings.custody().roles());
        return Control.ofChecks("P11", () -> onceMade(() -> probes.run(keys.ofWebAlone())))
                .alone(PROMISES);
    }

    /** A server with the role web alone makes no keys, so it makes no workspace either. */
    private static List<Check> onceMade(Supplier<List<Check>> run) {
        try {
            return run.get();
        } catch (KeysUnavailable e) {
            if (e.reason() != KeysUnavailable.Reason.NOT_OF_THIS_ROLE) {
                throw e;
            }
            return List.of(Check.partial(
                    "canaries.made", "a server with the role worker has not made the hidden workspaces yet"));
        }
    }

    private static List<Check> both(List<Check> some, List<Check> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
