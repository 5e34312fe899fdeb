package dev.mullion.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.meters.Metered;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the two pools and the door. The tenant pool is reachable through the door only: it is not a bean. */
@Configuration(proxyBeanMethods = false)
class TenancyConfiguration {

    private static final int GLOBAL_CONNECTIONS = 6;
    private static final int TENANT_CONNECTIONS = 12;
    private static final int SHARE_OF_ONE_WORKSPACE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The longest transaction (20 s idle, 15 s a statement) and 5 s; judged at the transaction's start. */
    static final Duration CONTEXT_LIFE = Duration.ofSeconds(40);

    @Bean(destroyMethod = "close")
    HikariDataSource globalPool(DatabaseAccess access) {
        return BrokenConnections.watch(pool("global", access, GLOBAL_CONNECTIONS, true));
    }

    @Bean
    GlobalSql globalSql(HikariDataSource globalPool) {
        return new GlobalSql(globalPool);
    }

    @Bean
    StatementGuard statementGuard(HikariDataSource globalPool) {
        return new StatementGuard(new PlanSource(globalPool));
    }

    @Bean
    TenantSql tenantSql(StatementGuard guard) {
        return new TenantSql(new TenantDataSource(guard));
    }

    @Bean(destroyMethod = "close")
    TenantPool tenantPool(DatabaseAccess access) {
        return new TenantPool(BrokenConnections.watch(pool("tenant", access, TENANT_CONNECTIONS, false)));
    }

    @Bean
    ContextSigner contextSigner(KeyRing keys, Clock clock) {
        return new ContextSigner(keys.installation(KeyLabel.DATABASE_CONTEXT), clock, CONTEXT_LIFE);
    }

    @Bean
    Workspaces workspaces(
            TenantPool pool,
            ContextSigner signer,
            GlobalSql global,
            DatabaseAccess access,
            KeyRing keys,
            Clock clock,
            ApplicationEventPublisher events) {
        Door door =
                new Door(pool.pool(), signer, new ConnectionShare(SHARE_OF_ONE_WORKSPACE, PATIENCE), access.pooled());
        return new Workspaces(new WorkspaceRegistry(global, clock), door, keys, clock, events);
    }

    @Bean
    static IsolationVerification isolationVerification(
            HikariDataSource globalPool,
            ContextSigner signer,
            Clock clock,
            Workspaces workspaces,
            TenantSql tenant,
            StatementGuard guard) {
        var bare = new BareConnections(globalPool);
        var canaries = new Canaries(workspaces, tenant);
        return new IsolationVerification(
                new SchemaRules(new GlobalSql(globalPool)),
                bare,
                new ContextProbes(bare, signer, canaries, clock),
                new CanaryProbes(bare, signer, canaries),
                new DoorProbes(workspaces, tenant, guard, canaries));
    }

    @Bean
    static Readiness readiness(HikariDataSource globalPool, ContextSigner signer) {
        return new Readiness(new BareConnections(globalPool), signer);
    }

    @Bean
    Metered poolMeters(HikariDataSource globalPool, TenantPool tenantPool) {
        return new PoolMeters(Map.of("global", globalPool, "tenant", tenantPool.pool()));
    }

    /** Hides the tenant pool from everything that asks the context for a DataSource. */
    record TenantPool(HikariDataSource pool) {
        void close() {
            pool.close();
        }
    }

    static HikariConfig pool(String name, DatabaseAccess access, int size, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("mullion-" + name);
        config.setJdbcUrl(access.url());
        config.setUsername(access.app().user());
        config.setPassword(access.app().password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(2);
        config.setAutoCommit(autoCommit);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(10_000);
        config.addDataSourceProperty("ApplicationName", "mullion");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("prepareThreshold", access.pooled() ? "0" : "3");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "30");
        return config;
    }
}
