package dev.concilia.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.audit.AuditLog.Verification;
import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@HubTest
class AuditLogTest {
    private final AuditLog log;
    private final Tables tables;
    private final Hub hub;
    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final TestBusiness shop;
    private final BusinessId business;

    AuditLogTest(Hub hub, AuditLog log, Tables tables, Tenants tenants, JdbcClient jdbc) {
        this.hub = hub;
        this.log = log;
        this.tables = tables;
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.shop = hub.business();
        this.business = BusinessId.of(shop.id());
    }

    @BeforeEach
    void writeThreeMore() {
        for (String subject : new String[] {"a", "b", "c"}) {
            log.record(business, "hub", "thing.touch", subject, Map.of("why", "test"));
        }
    }

    @Test
    void whatAnAdministratorDoesIsThereNewestFirstAndTheChainHolds() {
        shop.device("till");

        assertThat(log.list(business, Long.MAX_VALUE, 10))
                .extracting(AuditEntry::action)
                .containsExactly("device.enrol", "thing.touch", "thing.touch", "thing.touch", "business.open");
        assertThat(log.firstBroken(business)).isEmpty();
    }

    @Test
    void aChangedEntryIsFound() {
        tamper("UPDATE audit_entry SET subject = 'x' WHERE business_id = :business AND n = 3");

        assertThat(log.firstBroken(business)).hasValue(3);
    }

    @Test
    void aRemovedEntryIsFound() {
        tamper("DELETE FROM audit_entry WHERE business_id = :business AND n = 2");

        assertThat(log.firstBroken(business)).hasValue(2);
    }

    @Test
    void anEntryThatIsWholeButOfAnotherChainIsFound() {
        TestBusiness other = hub.business();
        log.record(BusinessId.of(other.id()), "hub", "thing.touch", "z", Map.of());
        int rows = tables.owner()
                .sql("""
                        UPDATE audit_entry e SET at = o.at, actor = o.actor, action = o.action, subject = o.subject,
                            detail = o.detail, hash = o.hash
                        FROM audit_entry o WHERE e.business_id = :business AND e.n = 2
                            AND o.business_id = :other AND o.n = 2
                        """)
                .param("business", UUID.fromString(shop.id()))
                .param("other", UUID.fromString(other.id()))
                .update();

        assertThat(rows).isEqualTo(1);
        assertThat(log.firstBroken(business)).hasValue(2);
    }

    @Test
    void theApplicationItselfCanNeitherChangeNorRemoveAnEntry() {
        for (String sql : new String[] {"UPDATE audit_entry SET subject = 'x'", "DELETE FROM audit_entry"}) {
            assertThatThrownBy(() -> tenants.run(business, () -> jdbc.sql(sql).update()))
                    .isInstanceOf(DataAccessException.class);
        }
    }

    private void tamper(String sql) {
        int rows = tables.owner()
                .sql(sql)
                .param("business", UUID.fromString(shop.id()))
                .update();
        assertThat(rows).isEqualTo(1);
    }

    @Test
    void aVerificationSaysHowFarItIsAndStopsWhenNobodyWaits() {
        List<Long> told = new ArrayList<>();
        assertThat(log.verify(business, (checked, all) -> told.add(all))).isEqualTo(new Verification.Whole(4));
        assertThat(told).containsExactly(4L);
        assertThat(log.verify(business, (checked, all) -> false)).isEqualTo(new Verification.Stopped(0));
    }
}
