package dev.concilia.business;

import dev.concilia.kernel.BusinessId;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work inside one business: a transaction whose row-level security lets that business's rows through and no others.
 * Outside of it tenant tables look empty.
 */
@Component
public class Tenants {
    private static final String ENTER = "SELECT set_config('concilia.business', :business, true)";

    private final JdbcClient jdbc;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    Tenants(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.writing = new TransactionTemplate(transactions);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** Runs {@code work} in a transaction of {@code business}; all of it is committed, or none. */
    public <T> T write(BusinessId business, Supplier<T> work) {
        return inside(writing, business, work);
    }

    /** As {@link #write(BusinessId, Supplier)}, for work without a result. */
    public void run(BusinessId business, Runnable work) {
        writing.executeWithoutResult(status -> {
            enter(business);
            work.run();
        });
    }

    /** Runs {@code work} in a read-only transaction of {@code business}. */
    public <T> T read(BusinessId business, Supplier<T> work) {
        return inside(reading, business, work);
    }

    @SuppressWarnings("NullAway") // the template's result is whatever the work returns
    private <T> T inside(TransactionTemplate template, BusinessId business, Supplier<T> work) {
        return template.execute(status -> {
            enter(business);
            return work.get();
        });
    }

    private void enter(BusinessId business) {
        jdbc.sql(ENTER)
                .param("business", business.toString())
                .query(String.class)
                .single();
    }
}
