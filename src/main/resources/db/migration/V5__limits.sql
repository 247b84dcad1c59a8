-- How many requests of a key have been handed out to nodes in a window. Not logged: after a crash of the database the counts of
-- that minute may be gone, and a lease costs no wait for the disk.
CREATE UNLOGGED TABLE rate_window (
    business_id  uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    key_id       uuid        NOT NULL, -- of a device_key or an access_token
    window_start timestamptz NOT NULL,
    used         integer     NOT NULL,
    PRIMARY KEY (business_id, key_id, window_start)
) WITH (fillfactor = 50);
ALTER TABLE rate_window ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON rate_window USING (business_id = (SELECT current_business()));

-- Until when a run that has not answered holds its key, and which run that is.
ALTER TABLE idempotency_response
    ADD COLUMN claim        uuid,
    ADD COLUMN locked_until timestamptz;
