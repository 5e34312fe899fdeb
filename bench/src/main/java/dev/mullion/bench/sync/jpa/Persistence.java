package dev.mullion.bench.sync.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.MappingSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** Spring Data JPA on Hibernate, set as the documentation of both, and of PostgreSQL's driver, advises for batches. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories
class Persistence {

    /** The most that Hibernate's user guide advises: 10 to 50. */
    private static final int BATCH = 50;

    static DataSource pool(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(2);
        config.setAutoCommit(false);
        config.addDataSourceProperty("prepareThreshold", "3"); // as in Mullion's pools
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource pool) {
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setDataSource(pool);
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setPackagesToScan(Persistence.class.getPackageName());
        factory.setJpaPropertyMap(Map.of(
                BatchSettings.STATEMENT_BATCH_SIZE, BATCH,
                BatchSettings.ORDER_INSERTS, true,
                BatchSettings.ORDER_UPDATES, true,
                JdbcSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true,
                MappingSettings.PHYSICAL_NAMING_STRATEGY, PhysicalNamingStrategySnakeCaseImpl.class.getName()));
        return factory;
    }

    @Bean
    JpaTransactionManager transactionManager(EntityManagerFactory factory) {
        return new JpaTransactionManager(factory);
    }
}
