package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.Tenants;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

@HubTest
class SyncLogRoomTest {
    private final Tenants tenants;
    private final SyncLogRows rows;
    private final Clock clock;
    private final Tables tables;
    private final TestBusiness business;

    SyncLogRoomTest(Hub hub, Tenants tenants, SyncLogRows rows, Clock clock, Tables tables) {
        this.tenants = tenants;
        this.rows = rows;
        this.clock = clock;
        this.tables = tables;
        this.business = hub.business();
    }

    private SyncLog.Line line() {
        Instant now = clock.instant();
        BusinessId id = BusinessId.of(business.id());
        return new SyncLog.Line(id, SyncType.SNAPSHOT, 1, SyncLog.Status.SUCCESS, null, null, now, now);
    }

    @Test
    void whatThereIsNoRoomForIsForgotten() {
        SyncLog log = new SyncLog(tenants, rows, clock);
        for (int i = 0; i < SyncLog.ROOM + 5; i++) {
            log.record(line());
        }
        log.flush();

        assertThat(tables.count("sync_log", business.id())).isEqualTo(SyncLog.ROOM);
    }

    @Test
    void whereTheLogCannotBeWrittenTheHubGoesOn() {
        SyncLog log = new SyncLog(
                tenants,
                new SyncLogRows(JdbcClient.create(tables.pool())) {
                    @Override
                    void insert(BusinessId id, java.util.List<SyncLog.Line> lines) {
                        throw new DataAccessResourceFailureException("gone");
                    }
                },
                clock);
        log.record(line());
        log.flush();
        log.flush();

        assertThat(tables.count("sync_log", business.id())).isZero();
    }
}
