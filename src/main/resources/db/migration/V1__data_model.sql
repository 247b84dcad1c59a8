-- The data model of docs: ../ARCHITECTURE.md. Rules that every statement here keeps:
--   * a tenant table carries business_id in its primary key, unique keys and foreign keys (it distributes by business_id);
--   * a tenant table has row-level security; the application's pool runs as concilia_app, which owns nothing;
--   * what must be found before the business is known goes through a SECURITY DEFINER function at the end of this file.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'concilia_app') THEN
        CREATE ROLE concilia_app NOLOGIN NOBYPASSRLS;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of the same cluster made it at the same moment
END $$;
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'concilia_app', 'MEMBER') THEN
        GRANT concilia_app TO CURRENT_USER;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO concilia_app;

-- ---------------------------------------------------------------- global tables

CREATE TABLE hub (
    one          boolean     PRIMARY KEY DEFAULT true CHECK (one),
    epoch        uuid        NOT NULL DEFAULT gen_random_uuid(),
    setup_hash   bytea,
    created_at   timestamptz NOT NULL DEFAULT now()
);
INSERT INTO hub DEFAULT VALUES;

CREATE TABLE business (
    id           uuid        PRIMARY KEY,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    timezone     text        NOT NULL DEFAULT 'America/Mexico_City',
    locale       text        NOT NULL DEFAULT 'es' CHECK (locale IN ('es', 'pt', 'en')),
    currency     text        NOT NULL DEFAULT 'MXN' CHECK (length(currency) = 3),
    settings     jsonb       NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE app_user (
    id            uuid        PRIMARY KEY,
    email         text        NOT NULL,
    name          text        NOT NULL DEFAULT '',
    password_hash text,
    operator      boolean     NOT NULL DEFAULT false,
    locale        text        CHECK (locale IN ('es', 'pt', 'en')),
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX app_user_email ON app_user (lower(email));

CREATE TABLE login_failure (
    id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account  bytea       NOT NULL, -- SHA-256 of the lower-case e-mail: nothing readable is kept
    address  text        NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX login_failure_account ON login_failure (account, address, at);
CREATE INDEX login_failure_address ON login_failure (address, at);

CREATE TABLE shedlock (
    name       text        PRIMARY KEY,
    lock_until timestamptz NOT NULL,
    locked_at  timestamptz NOT NULL,
    locked_by  text        NOT NULL
);

-- ---------------------------------------------------------------- people and places

CREATE TABLE location (
    business_id uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    name        text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (business_id, id)
);
CREATE UNIQUE INDEX location_name ON location (business_id, lower(name));

CREATE TABLE membership (
    business_id uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    user_id     uuid        NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    role        text        NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'AUDITOR', 'STAFF')),
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (business_id, user_id)
);
CREATE INDEX membership_user ON membership (user_id);

CREATE TABLE access_token (
    business_id uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    user_id     uuid        NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    name        text        NOT NULL,
    token_hash  bytea       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz,
    revoked_at  timestamptz,
    PRIMARY KEY (business_id, id)
);
CREATE INDEX access_token_hash ON access_token (token_hash);

-- ---------------------------------------------------------------- devices

CREATE TABLE device (
    business_id      uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id               uuid        NOT NULL,
    name             text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind             text        NOT NULL,
    external_id      text,
    location_id      uuid,
    status           text        NOT NULL DEFAULT 'ENROLLED',
    version          text,
    enrolled_at      timestamptz NOT NULL,
    last_seen_at     timestamptz,
    last_push_at     timestamptz,
    last_pull_at     timestamptz,
    pending          integer,
    failed           integer,
    oldest_pending_at timestamptz,
    clock_skew_ms    bigint,
    consistent       boolean,
    reconciled_at    timestamptz,
    tables           jsonb,
    revoked_at       timestamptz,
    PRIMARY KEY (business_id, id),
    FOREIGN KEY (business_id, location_id) REFERENCES location (business_id, id)
);
CREATE UNIQUE INDEX device_external_id ON device (business_id, external_id);
CREATE INDEX device_location ON device (business_id, location_id);

CREATE TABLE device_key (
    business_id  uuid        NOT NULL,
    id           uuid        NOT NULL,
    device_id    uuid,       -- null: a business key, shared by machines that name themselves
    name         text        NOT NULL,
    prefix       text        NOT NULL,
    key_hash     bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    PRIMARY KEY (business_id, id),
    FOREIGN KEY (business_id) REFERENCES business (id) ON DELETE CASCADE,
    FOREIGN KEY (business_id, device_id) REFERENCES device (business_id, id) ON DELETE CASCADE
);
CREATE INDEX device_key_hash ON device_key (key_hash);
CREATE INDEX device_key_device ON device_key (business_id, device_id);

-- ---------------------------------------------------------------- sync

CREATE TABLE business_clock (
    business_id uuid        PRIMARY KEY REFERENCES business (id) ON DELETE CASCADE,
    seq         bigint      NOT NULL DEFAULT 0,
    last_at     timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);

CREATE TABLE record (
    business_id    uuid        NOT NULL,
    entity         text        NOT NULL,
    id             text        NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    data           jsonb       NOT NULL,
    version        bigint      NOT NULL,
    field_versions jsonb       NOT NULL, -- field -> version that last set it; a field that is absent has born_version
    born_version   bigint      NOT NULL,
    deleted        boolean     NOT NULL,
    digest         bigint      NOT NULL, -- first 8 bytes of SHA-256(id:version); 0 for a tombstone
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    side           text        NOT NULL CHECK (side IN ('LOCAL', 'REMOTE')),
    device_id      uuid,
    user_id        uuid,
    seq            bigint      NOT NULL,
    PRIMARY KEY (business_id, entity, id)
);
-- The feed and, through what it includes, the reconcile summary and the filters of a pull. There is no index that starts with
-- (business_id, entity): before its first statistics PostgreSQL takes it for as good as the primary key and walks the entity.
CREATE UNIQUE INDEX record_feed ON record (business_id, seq)
    INCLUDE (entity, updated_at, digest, deleted, device_id);

CREATE TABLE record_history (
    business_id  uuid        NOT NULL,
    entity       text        NOT NULL,
    id           text        NOT NULL,
    version      bigint      NOT NULL,
    action       text        NOT NULL,
    before       jsonb       NOT NULL, -- the changed fields with the values they had; a field that was absent is in "added"
    added        text[]      NOT NULL,
    at           timestamptz NOT NULL,
    side         text        NOT NULL,
    device_id    uuid,
    user_id      uuid,
    operation_id text,
    seq          bigint      NOT NULL,
    PRIMARY KEY (business_id, entity, id, version)
);
CREATE INDEX record_history_seq ON record_history (business_id, seq);

CREATE TABLE sync_operation (
    business_id  uuid        NOT NULL,
    operation_id text        NOT NULL CHECK (length(operation_id) BETWEEN 1 AND 64),
    device_id    uuid,
    entity       text        NOT NULL,
    action       text        NOT NULL,
    entity_id    text        NOT NULL,
    fingerprint  bytea       NOT NULL,
    outcome      text        NOT NULL,
    result       jsonb       NOT NULL,
    client_at    timestamptz,
    at           timestamptz NOT NULL,
    PRIMARY KEY (business_id, operation_id)
);
CREATE INDEX sync_operation_at ON sync_operation (business_id, at, operation_id);
CREATE INDEX sync_operation_outcome ON sync_operation (business_id, outcome, at, operation_id) WHERE outcome <> 'applied';

CREATE TABLE conflict (
    business_id   uuid        NOT NULL,
    id            uuid        NOT NULL,
    entity        text        NOT NULL,
    entity_id     text        NOT NULL,
    operation_id  text        NOT NULL,
    action        text        NOT NULL,
    base_version  bigint,
    hub_version   bigint      NOT NULL,
    base          jsonb,
    mine          jsonb       NOT NULL,
    theirs        jsonb       NOT NULL,
    fields        text[]      NOT NULL,
    state         text        NOT NULL CHECK (state IN ('OPEN', 'RESOLVED')),
    resolution    text,
    resolved_data jsonb,
    note          text,
    device_id     uuid,
    created_at    timestamptz NOT NULL,
    resolved_at   timestamptz,
    resolved_by   uuid,
    PRIMARY KEY (business_id, id)
);
CREATE INDEX conflict_open ON conflict (business_id, created_at) WHERE state = 'OPEN';
CREATE INDEX conflict_record ON conflict (business_id, entity, entity_id);

-- Rejected and failed operations are not remembered for exactly-once, only listed for people.
CREATE TABLE refused_operation (
    business_id  uuid        NOT NULL,
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    operation_id text,
    device_id    uuid,
    entity       text,
    action       text,
    entity_id    text,
    outcome      text        NOT NULL,
    error        text        NOT NULL,
    detail       text,
    at           timestamptz NOT NULL,
    PRIMARY KEY (business_id, id)
);
CREATE INDEX refused_operation_at ON refused_operation (business_id, at, operation_id);

CREATE TABLE reconcile_run (
    business_id   uuid        NOT NULL,
    id            bigint      GENERATED ALWAYS AS IDENTITY,
    device_id     uuid,
    machine_id    text,
    is_consistent boolean     NOT NULL,
    mismatches    jsonb       NOT NULL,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (business_id, id)
);
CREATE INDEX reconcile_run_device ON reconcile_run (business_id, device_id, id DESC);

CREATE TABLE sync_log (
    business_id      uuid        NOT NULL,
    id               bigint      GENERATED ALWAYS AS IDENTITY,
    sync_type        text        NOT NULL,
    records_affected integer     NOT NULL DEFAULT 0,
    status           text        NOT NULL CHECK (status IN ('SUCCESS', 'FAILED')),
    error            text,
    device_id        uuid,
    started_at       timestamptz NOT NULL,
    completed_at     timestamptz,
    PRIMARY KEY (business_id, id)
);
CREATE INDEX sync_log_at ON sync_log (business_id, started_at);

CREATE TABLE idempotency_response (
    business_id  uuid        NOT NULL,
    key          text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    caller       text        NOT NULL,
    fingerprint  bytea       NOT NULL,
    status       integer,
    headers      jsonb,
    body         text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (business_id, key, caller)
);
CREATE INDEX idempotency_response_created ON idempotency_response (business_id, created_at);

-- ---------------------------------------------------------------- backups (of the whole hub), exports, alerts, audit

CREATE TABLE backup_run (
    id            uuid        PRIMARY KEY,
    started_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    status        text        NOT NULL,
    storage_path  text,
    size_bytes    bigint,
    checksum      text,
    verified_at   timestamptz,
    manifest      jsonb,
    error         text
);

CREATE TABLE export_job (
    business_id uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    user_id     uuid,
    query       jsonb       NOT NULL,
    state       text        NOT NULL,
    rows        bigint      NOT NULL DEFAULT 0,
    file        text,
    error       text,
    created_at  timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (business_id, id)
);

CREATE TABLE alert (
    business_id     uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id              uuid        NOT NULL,
    kind            text        NOT NULL,
    subject         text,
    detail          jsonb       NOT NULL DEFAULT '{}',
    raised_at       timestamptz NOT NULL,
    acknowledged_at timestamptz,
    recovered_at    timestamptz,
    PRIMARY KEY (business_id, id)
);

CREATE TABLE audit_entry (
    business_id uuid        NOT NULL,
    n           bigint      NOT NULL,
    at          timestamptz NOT NULL,
    actor       text        NOT NULL,
    action      text        NOT NULL,
    subject     text        NOT NULL,
    detail      jsonb       NOT NULL DEFAULT '{}',
    hash        bytea       NOT NULL, -- SHA-256 over the previous row's hash and this row
    PRIMARY KEY (business_id, n)
);

-- ---------------------------------------------------------------- the tenant wall

CREATE FUNCTION current_business() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('concilia.business', true), '')::uuid;

DO $$
DECLARE
    t text;
BEGIN
    FOR t IN
        SELECT c.table_name FROM information_schema.columns c
        JOIN information_schema.tables b USING (table_schema, table_name)
        WHERE c.table_schema = current_schema() AND c.column_name = 'business_id' AND b.table_type = 'BASE TABLE'
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I USING (business_id = (SELECT current_business()))', t);
    END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO concilia_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO concilia_app;
REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM concilia_app;
-- The business table is global (it is looked up by id), but its rows are written by hub functions only.
REVOKE UPDATE, DELETE ON audit_entry FROM concilia_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO concilia_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO concilia_app;

-- ---------------------------------------------------------------- doors through the wall: exact secrets only

CREATE FUNCTION find_key(wanted bytea)
    RETURNS TABLE (business_id uuid, id uuid, device_id uuid, expires_at timestamptz, revoked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT k.business_id, k.id, k.device_id, k.expires_at, k.revoked_at FROM device_key k
          WHERE k.key_hash = wanted ORDER BY k.revoked_at IS NOT NULL LIMIT 1 $$;

CREATE FUNCTION find_access_token(wanted bytea)
    RETURNS TABLE (business_id uuid, id uuid, user_id uuid, role text, operator boolean,
                   expires_at timestamptz, revoked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT t.business_id, t.id, t.user_id, m.role, u.operator, t.expires_at, t.revoked_at FROM access_token t
          JOIN membership m ON m.business_id = t.business_id AND m.user_id = t.user_id
          JOIN app_user u ON u.id = t.user_id WHERE t.token_hash = wanted LIMIT 1 $$;

CREATE FUNCTION memberships_of(wanted uuid)
    RETURNS TABLE (business_id uuid, name text, role text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT m.business_id, b.name, m.role FROM membership m JOIN business b ON b.id = m.business_id
          WHERE m.user_id = wanted ORDER BY b.created_at $$;

REVOKE ALL ON FUNCTION find_key(bytea), find_access_token(bytea), memberships_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_key(bytea), find_access_token(bytea), memberships_of(uuid) TO concilia_app;
