-- Figures over time for the overview, gathered once a minute, so that a page never counts operations itself.

CREATE TABLE operation_slot (
    business_id uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    slot        timestamptz NOT NULL, -- start of five minutes
    outcome     text        NOT NULL,
    operations  bigint      NOT NULL,
    PRIMARY KEY (business_id, slot, outcome)
);
ALTER TABLE operation_slot ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON operation_slot USING (business_id = (SELECT current_business()));

CREATE TABLE pending_slot (
    business_id    uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    slot           timestamptz NOT NULL,
    oldest_seconds bigint      NOT NULL, -- age of the oldest operation that any device still held; the worst of the slot
    PRIMARY KEY (business_id, slot)
);
ALTER TABLE pending_slot ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON pending_slot USING (business_id = (SELECT current_business()));

CREATE TABLE operation_mark (
    business_id uuid        PRIMARY KEY REFERENCES business (id) ON DELETE CASCADE,
    counted_to  timestamptz NOT NULL
);
ALTER TABLE operation_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON operation_mark USING (business_id = (SELECT current_business()));
