-- What dialects look records up by. The columns are made by the database, so that whoever writes a record fills them.

-- When it happened, as the record itself says; else when the hub first took it. The texts were checked by the catalog; what
-- PostgreSQL could not read as a time is left to the second case, so that no record is ever refused for it.
CREATE FUNCTION record_moment(entity text, data jsonb, taken timestamptz) RETURNS timestamptz
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    told text := coalesce(
        CASE entity
            WHEN 'sales' THEN data ->> 'soldAt'
            WHEN 'cash_sessions' THEN data ->> 'openedAt'
            WHEN 'payments' THEN data ->> 'paidAt'
            WHEN 'inventory_movements' THEN data ->> 'occurredAt'
        END,
        data ->> 'createdAt');
BEGIN
    IF told ~ '^[12]\d{3}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d([.]\d{1,9})?)?([Zz]|[+-](0\d|1[0-5]):\d\d)$' THEN
        RETURN told::timestamptz;
    END IF;
    RETURN taken;
END $$;

ALTER TABLE record
    ADD COLUMN moment timestamptz GENERATED ALWAYS AS (record_moment(entity, data, created_at)) STORED,
    -- the record that this one is a part of; of an inventory item, its product
    ADD COLUMN belongs_to text GENERATED ALWAYS AS (
        CASE entity WHEN 'order_items' THEN data ->> 'orderId' WHEN 'addresses' THEN data ->> 'customerId'
            WHEN 'inventory_items' THEN data ->> 'productId' END) STORED,
    -- when a local back end confirmed that it has the order; not part of the record, so no client can set it
    ADD COLUMN confirmed_at timestamptz;

-- Each is partial in a way that a look-up by (business_id, entity, id) of any entity cannot use: decision 007.
CREATE INDEX record_moment ON record (business_id, moment, id, entity)
    WHERE entity IN ('cash_movements', 'cash_sessions', 'closings', 'distribuciones', 'expenses', 'inventory_movements',
        'order_items', 'orders', 'payments', 'quotations', 'sale_items', 'sales');
CREATE INDEX record_part ON record (business_id, belongs_to) WHERE belongs_to IS NOT NULL;
-- Under row-level security an expression over the JSON is no index condition (->> is not leakproof); a column is.
DROP INDEX record_stock;
CREATE INDEX record_unconfirmed ON record (business_id, created_at, id)
    WHERE entity = 'orders' AND NOT deleted AND confirmed_at IS NULL
        AND data ->> 'status' <> ALL ('{COMPLETED,CANCELLED}');

-- What a whole push (a menu, a configuration) has brought, by the place that it is of: what the next one leaves out is deleted,
-- and nothing that came another way.
CREATE TABLE whole_push_item (
    business_id uuid NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    push        text NOT NULL, -- MENU or CONFIG
    place       text NOT NULL, -- id of the pushing device's location; empty for none
    entity      text NOT NULL,
    id          text NOT NULL,
    PRIMARY KEY (business_id, push, place, entity, id)
);
ALTER TABLE whole_push_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON whole_push_item USING (business_id = (SELECT current_business()));
