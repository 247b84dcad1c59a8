-- What the trade's rules need: an owner's own settings with their version, claims, and stock by product.

ALTER TABLE business ADD COLUMN settings_version bigint NOT NULL DEFAULT 0;

-- What only one live record of a business may hold, such as an order's daily number; the rule that makes it names it.
ALTER TABLE record ADD COLUMN claim text;
UPDATE record r SET claim = c.claim
FROM (
    SELECT DISTINCT ON (o.business_id, o.claim) o.business_id, o.id, o.claim
    FROM (
        SELECT r.business_id, r.id, r.seq, 'daily:' || coalesce(r.data ->> 'locationId', '') || '|'
            || coalesce(r.data ->> 'businessDate', to_char(r.created_at AT TIME ZONE b.timezone, 'YYYY-MM-DD'))
            || '|' || (r.data ->> 'dailyNumber') AS claim
        FROM record r JOIN business b ON b.id = r.business_id
        WHERE r.entity = 'orders' AND NOT r.deleted AND r.data ->> 'dailyNumber' IS NOT NULL) o
    ORDER BY o.business_id, o.claim, o.seq) c
WHERE r.business_id = c.business_id AND r.entity = 'orders' AND r.id = c.id;
CREATE UNIQUE INDEX record_claim ON record (business_id, claim) WHERE claim IS NOT NULL;

-- The inventory items of a product: a sale takes from them.
CREATE INDEX record_stock ON record (business_id, (data ->> 'productId'))
    WHERE entity = 'inventory_items' AND NOT deleted;

-- Conflicts: enough to take a settlement back, and the job that settled it.
ALTER TABLE conflict ADD COLUMN settled_version bigint;
ALTER TABLE conflict ADD COLUMN undo jsonb;
ALTER TABLE conflict ADD COLUMN job_id uuid;
CREATE INDEX conflict_state ON conflict (business_id, state, id);
CREATE INDEX conflict_job ON conflict (business_id, job_id, id) WHERE job_id IS NOT NULL;

-- One settling of many conflicts; it goes on where it stopped, on whatever node.
CREATE TABLE bulk_settlement (
    business_id uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    action      text        NOT NULL CHECK (action IN ('RESOLVE', 'UNDO')),
    filter      jsonb       NOT NULL,
    resolution  text,
    note        text,
    state       text        NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'CANCELLED')),
    total       integer     NOT NULL,
    settled     integer     NOT NULL DEFAULT 0,
    skipped     integer     NOT NULL DEFAULT 0,
    last_id     uuid,       -- how far it has come
    user_id     uuid,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (business_id, id)
);
CREATE INDEX bulk_settlement_running ON bulk_settlement (updated_at) WHERE state = 'RUNNING';
ALTER TABLE bulk_settlement ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON bulk_settlement USING (business_id = (SELECT current_business()));

-- For whichever node takes over what another one left: which, not what.
CREATE FUNCTION abandoned_settlements(before timestamptz)
    RETURNS TABLE (business_id uuid, id uuid, user_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT s.business_id, s.id, s.user_id FROM bulk_settlement s
          WHERE s.state = 'RUNNING' AND s.updated_at < before ORDER BY s.updated_at LIMIT 100 $$;
REVOKE ALL ON FUNCTION abandoned_settlements(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION abandoned_settlements(timestamptz) TO concilia_app;
