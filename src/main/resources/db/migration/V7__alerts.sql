-- Alerts: what is watched for each business, what was found, whom to tell, and the telling itself.

UPDATE alert SET subject = '' WHERE subject IS NULL;
-- Of several open ones about the same thing the newest stays open.
UPDATE alert a SET recovered_at = a.raised_at
WHERE a.recovered_at IS NULL AND EXISTS (SELECT FROM alert n WHERE n.business_id = a.business_id AND n.kind = a.kind
    AND n.subject = a.subject AND n.recovered_at IS NULL AND n.id > a.id);
ALTER TABLE alert
    ALTER COLUMN subject SET DEFAULT '',
    ALTER COLUMN subject SET NOT NULL, -- id of what it is about; empty: the business
    ADD COLUMN acknowledged_by uuid,
    ADD COLUMN note            text,
    ADD COLUMN reopened        integer     NOT NULL DEFAULT 0, -- how often it came back soon after it had recovered
    ADD COLUMN announced_at    timestamptz, -- none: nobody was told yet; sync raises such ones
    ADD COLUMN closed_at       timestamptz, -- the recovery lasted: it was told, and the alert does not reopen
    ADD COLUMN told            uuid[]      NOT NULL DEFAULT '{}'; -- the channels that got the alarm
UPDATE alert SET closed_at = recovered_at WHERE recovered_at IS NOT NULL;
CREATE UNIQUE INDEX alert_open ON alert (business_id, kind, subject) WHERE recovered_at IS NULL;
CREATE INDEX alert_unclosed ON alert (business_id, id) WHERE closed_at IS NULL;
CREATE INDEX alert_kind ON alert (business_id, kind, id);

-- What an owner or admin chose otherwise than the hub's defaults.
CREATE TABLE alert_rule (
    business_id uuid    NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    kind        text    NOT NULL,
    enabled     boolean NOT NULL,
    limits      jsonb   NOT NULL DEFAULT '{}',
    PRIMARY KEY (business_id, kind)
);
ALTER TABLE alert_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON alert_rule USING (business_id = (SELECT current_business()));

CREATE TABLE alert_channel (
    business_id   uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id            uuid        NOT NULL,
    type          text        NOT NULL DEFAULT 'MAIL' CHECK (type IN ('MAIL', 'WEBHOOK')),
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    target        text        NOT NULL, -- an e-mail address, or a URL
    locale        text        NOT NULL DEFAULT 'es' CHECK (locale IN ('es', 'pt', 'en')),
    min_severity  text        NOT NULL DEFAULT 'WARNING' CHECK (min_severity IN ('WARNING', 'CRITICAL')),
    enabled       boolean     NOT NULL DEFAULT true,
    secret        text,       -- signs webhooks, so a hash of it would not do; never shown again
    created_at    timestamptz NOT NULL,
    last_sent_at  timestamptz,
    last_error    text,       -- why the last try failed; none: it did not
    last_error_detail text,
    last_error_at timestamptz,
    PRIMARY KEY (business_id, id)
);
ALTER TABLE alert_channel ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON alert_channel USING (business_id = (SELECT current_business()));

-- What is to be told through a channel: written with the alerts it is about, sent after that has committed.
CREATE TABLE alert_delivery (
    business_id     uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id              uuid        NOT NULL,
    channel_id      uuid        NOT NULL,
    items           jsonb       NOT NULL,
    state           text        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENT', 'FAILED')),
    attempts        integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL, -- while a node is at it: until when it has it
    sent_at         timestamptz,
    error           text,
    error_detail    text,
    PRIMARY KEY (business_id, id),
    FOREIGN KEY (business_id, channel_id) REFERENCES alert_channel (business_id, id) ON DELETE CASCADE
);
CREATE INDEX alert_delivery_due ON alert_delivery (next_attempt_at) WHERE state = 'PENDING';
CREATE INDEX alert_delivery_channel ON alert_delivery (business_id, channel_id, id);
ALTER TABLE alert_delivery ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON alert_delivery USING (business_id = (SELECT current_business()));

-- For whichever node sends: which businesses have something to tell, not what.
CREATE FUNCTION due_alert_deliveries(at timestamptz)
    RETURNS TABLE (business_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT DISTINCT d.business_id FROM (SELECT i.business_id FROM alert_delivery i
          WHERE i.state = 'PENDING' AND i.next_attempt_at <= at ORDER BY i.next_attempt_at LIMIT 1000) d $$;
REVOKE ALL ON FUNCTION due_alert_deliveries(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_alert_deliveries(timestamptz) TO concilia_app;

-- Since when a device has differed at every reconcile.
ALTER TABLE device ADD COLUMN inconsistent_since timestamptz;
UPDATE device SET inconsistent_since = reconciled_at WHERE NOT consistent;
