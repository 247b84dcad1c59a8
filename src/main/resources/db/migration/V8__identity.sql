-- Enrolment by one-time code, invitations, second factor, passkeys.

-- ---------------------------------------------------------------- enrolment of devices

CREATE TABLE enrolment_code (
    business_id uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    code_hash   bytea       NOT NULL, -- SHA-256 of the eight characters
    device_id   uuid,                 -- a further key of this device; null: a new one
    name        text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind        text        NOT NULL,
    external_id text,
    location    text,
    created_by  text        NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    PRIMARY KEY (business_id, id),
    FOREIGN KEY (business_id, device_id) REFERENCES device (business_id, id) ON DELETE CASCADE
);
CREATE INDEX enrolment_code_hash ON enrolment_code (code_hash);
CREATE INDEX enrolment_code_device ON enrolment_code (business_id, device_id);
ALTER TABLE enrolment_code ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON enrolment_code USING (business_id = (SELECT current_business()));

-- ---------------------------------------------------------------- invitations

CREATE TABLE invitation (
    business_id  uuid        NOT NULL REFERENCES business (id) ON DELETE CASCADE,
    id           uuid        NOT NULL,
    email        text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'AUDITOR', 'STAFF')),
    token_hash   bytea       NOT NULL,
    invited_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    accepted_at  timestamptz,
    withdrawn_at timestamptz,
    PRIMARY KEY (business_id, id)
);
CREATE UNIQUE INDEX invitation_open ON invitation (business_id, lower(email))
    WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX invitation_token ON invitation (token_hash);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitation USING (business_id = (SELECT current_business()));

-- ---------------------------------------------------------------- sign-in of people

ALTER TABLE app_user ADD COLUMN sign_ins bigint NOT NULL DEFAULT 0; -- raised to end all sessions of the person

CREATE TABLE second_factor (
    user_id      uuid        PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
    secret       bytea       NOT NULL, -- AES-GCM with the hub's own key, which is not in the database
    last_step    bigint      NOT NULL DEFAULT 0, -- the 30 seconds of the last code that was taken: none counts twice
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz
);

CREATE TABLE recovery_code (
    user_id   uuid        NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    code_hash bytea       NOT NULL,
    used_at   timestamptz,
    PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE passkey (
    credential_id      bytea       PRIMARY KEY,
    user_id            uuid        NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    label              text        NOT NULL,
    public_key         bytea       NOT NULL,
    sign_count         bigint      NOT NULL,
    uv_initialized     boolean     NOT NULL,
    transports         text[]      NOT NULL,
    backup_eligible    boolean     NOT NULL,
    backup_state       boolean     NOT NULL,
    attestation_object bytea,
    attestation_client bytea,
    created_at         timestamptz NOT NULL,
    last_used_at       timestamptz
);
CREATE INDEX passkey_user ON passkey (user_id);

-- ---------------------------------------------------------------- doors through the wall: exact secrets only

CREATE FUNCTION find_enrolment(wanted bytea) RETURNS TABLE (business_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT e.business_id, e.id FROM enrolment_code e WHERE e.code_hash = wanted
          ORDER BY e.created_at DESC LIMIT 1 $$;

CREATE FUNCTION find_invitation(wanted bytea) RETURNS TABLE (business_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT i.business_id, i.id FROM invitation i WHERE i.token_hash = wanted LIMIT 1 $$;

REVOKE ALL ON FUNCTION find_enrolment(bytea), find_invitation(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_enrolment(bytea), find_invitation(bytea) TO concilia_app;
