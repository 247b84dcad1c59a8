-- People look for operations by device and by entity, newest first. The rows of a batch share their time, so PostgreSQL keeps one
-- entry for many of them: that is why the operation's id is not part of these.
CREATE INDEX sync_operation_device ON sync_operation (business_id, device_id, at);
CREATE INDEX sync_operation_entity ON sync_operation (business_id, entity, at);
CREATE INDEX refused_operation_entity ON refused_operation (business_id, entity, at);
CREATE INDEX refused_operation_failed ON refused_operation (business_id, at, operation_id) WHERE outcome = 'failed';
-- An operation that is sent again and again is refused as often, under one id.
CREATE INDEX refused_operation_id ON refused_operation (business_id, operation_id, at);

CREATE INDEX reconcile_run_at ON reconcile_run (business_id, created_at);
CREATE INDEX reconcile_run_differs ON reconcile_run (business_id, id) WHERE NOT is_consistent;

-- In which buckets of an entity a device last differed from the hub, for people who want to see the records.
CREATE TABLE reconcile_bucket (
    business_id uuid        NOT NULL,
    device_id   uuid        NOT NULL,
    entity      text        NOT NULL,
    buckets     text[]      NOT NULL,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (business_id, device_id, entity),
    FOREIGN KEY (business_id, device_id) REFERENCES device (business_id, id) ON DELETE CASCADE
);
ALTER TABLE reconcile_bucket ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reconcile_bucket USING (business_id = (SELECT current_business()));
