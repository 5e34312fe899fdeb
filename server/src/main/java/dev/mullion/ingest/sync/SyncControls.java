package dev.mullion.ingest.sync;

import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.Puller;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.trust.Control;
import dev.mullion.vault.Vault;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is promised of links that their vendors end. */
@Configuration(proxyBeanMethods = false)
class SyncControls {

    @Bean
    Control revokedTokensAreNotUsedAgain(Journal.Books books, Vault vault, TenantSql tenant, Manifests manifests) {
        var manifest = Objects.requireNonNull(manifests.byConnector().get(RevokedLink.CONNECTOR));
        Puller vendor = new PlayedVendor(RevokedLink.CONNECTOR, manifest, RevokedLink.revoked());
        return Control.ofChecks("P28", new RevokedLink(books, vault, tenant, vendor)::run)
                .alone("revoked-canary");
    }
}
