package dev.concilia.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.Op;
import dev.concilia.support.Tables;
import dev.concilia.support.TestBusiness;
import dev.concilia.support.TestDevice;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A node that dies leaves its job to the others. */
@HubTest
class BulkTakeOverTest {
    private final BulkSettlements jobs;
    private final Tables tables;
    private final TestBusiness business;
    private final UUID job = UUID.randomUUID();

    BulkTakeOverTest(Hub hub, BulkSettlements jobs, Tables tables) {
        this.jobs = jobs;
        this.tables = tables;
        this.business = hub.business();
        TestDevice till = business.device("till");
        till.push(
                Op.insert("customers", "c1", "name", "Ana", "phone", "1"),
                Op.insert("customers", "c2", "name", "Eva", "phone", "1"));
        till.push(Op.update("customers", "c1", "phone", "2"), Op.update("customers", "c2", "phone", "2"));
        business.device("tablet")
                .push(
                        Op.update("customers", "c1", "phone", "3").base(1),
                        Op.update("customers", "c2", "phone", "3").base(1));
    }

    /** As a node leaves it that died after the first conflict. */
    private BulkJob leftBehind(String since) {
        tables.owner()
                .sql("""
                        INSERT INTO bulk_settlement (business_id, id, action, filter, resolution, state, total, settled,
                            last_id, user_id, created_at, updated_at)
                        SELECT :business::uuid, :job, 'RESOLVE', '{"state": "OPEN"}', 'TERMINAL_WINS', 'RUNNING', 2, 1,
                            (SELECT id FROM conflict WHERE business_id = :business::uuid ORDER BY id LIMIT 1),
                            (SELECT user_id FROM membership WHERE business_id = :business::uuid LIMIT 1),
                            now(), now() - :since::interval
                        """)
                .param("business", business.id())
                .param("job", job)
                .param("since", since)
                .update();
        jobs.takeOver();
        return jobs.get(BusinessId.of(business.id()), job);
    }

    @Test
    void aJobThatNobodyMovesGoesOnWhereItStopped() {
        BulkJob ended = leftBehind("5 minutes");

        assertThat(ended.state()).isEqualTo(BulkJob.State.DONE);
        assertThat(ended.settled()).isEqualTo(2);
        assertThat(tables.owner()
                        .sql("SELECT count(*) FROM conflict WHERE business_id = ?::uuid AND state = 'OPEN'")
                        .param(business.id())
                        .query(Integer.class)
                        .single())
                .as("the one that it had passed")
                .isEqualTo(1);
    }

    @Test
    void aJobThatIsAtWorkIsLeftToItsNode() {
        assertThat(leftBehind("5 seconds").state()).isEqualTo(BulkJob.State.RUNNING);
    }
}
