package dev.concilia.database;

import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Locks for jobs that one node of the hub runs for all. */
@Configuration(proxyBeanMethods = false)
class ClusterLocks {
    // By the nodes' clocks: the database's time comes without a zone from the library, which a session's zone would
    // shift.
    @Bean
    LockProvider lockProvider(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new JdbcTemplateLockProvider(jdbc, transactions);
    }
}
