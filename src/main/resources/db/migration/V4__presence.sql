-- What a person asks of a device, until the device is told. A second wish for the same reason is the same wish, so a device
-- that never comes back holds a few rows and no more.
CREATE TABLE device_trigger (
    business_id  uuid        NOT NULL,
    device_id    uuid        NOT NULL,
    reason       text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 64),
    requested_at timestamptz NOT NULL,
    PRIMARY KEY (business_id, device_id, reason),
    FOREIGN KEY (business_id, device_id) REFERENCES device (business_id, id) ON DELETE CASCADE
);
ALTER TABLE device_trigger ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON device_trigger USING (business_id = (SELECT current_business()));

-- What the device said of its failures holds up to then; what the hub has refused since comes on top.
ALTER TABLE device ADD COLUMN failed_reported_at timestamptz;
CREATE INDEX refused_operation_device ON refused_operation (business_id, device_id, at);

-- The log is read newest first, whole or by one of these.
CREATE INDEX sync_log_type ON sync_log (business_id, sync_type, id);
CREATE INDEX sync_log_device ON sync_log (business_id, device_id, id);
CREATE INDEX sync_log_failed ON sync_log (business_id, id) WHERE status = 'FAILED';
