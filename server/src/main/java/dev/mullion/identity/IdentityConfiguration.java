package dev.mullion.identity;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds what needs a key or a time of its own. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    Sessions sessions(GlobalSql global, TenantSql tenant, KeyRing keys, Clock clock) {
        return new Sessions(global, tenant, keys.installation(KeyLabel.SESSION), clock, Ticker.systemTicker());
    }

    @Bean
    TokenRoutes tokenRoutes(GlobalSql global, TenantSql tenant, KeyRing keys, Clock clock) {
        TokenSecrets secrets = new TokenSecrets(keys.installation(KeyLabel.ROUTE), clock);
        return new TokenRoutes(secrets, global, tenant, Ticker.systemTicker());
    }

    @Bean
    ApiTokens apiTokens(Workspaces workspaces, TenantSql tenant, TokenRoutes routes, AuditTrail trail, Clock clock) {
        return new ApiTokens(workspaces, tenant, routes, trail, clock);
    }
}
