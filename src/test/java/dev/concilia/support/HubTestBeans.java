package dev.concilia.support;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

@TestConfiguration(proxyBeanMethods = false)
class HubTestBeans {
    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }

    @Bean
    static SqlLog sqlLog() {
        return new SqlLog();
    }

    /** Listens to the application's pool; the owner's connections are not of interest. */
    @Bean
    static BeanPostProcessor listening(SqlLog log) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return name.equals("dataSource") && bean instanceof DataSource source ? log.listenTo(source) : bean;
            }
        };
    }

    @Bean
    @Lazy
    Hub hub(Environment environment) {
        return new Hub(environment);
    }

    @Bean
    Tables tables(@Qualifier("ownerDataSource") DataSource owner, @Qualifier("dataSource") DataSource pool) {
        return new Tables(owner, pool);
    }
}
