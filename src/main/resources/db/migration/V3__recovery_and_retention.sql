-- What a hub must remember of its own past: which tombstones it has purged, and from which backup it was restored.

ALTER TABLE hub
    ADD COLUMN restored_at     timestamptz, -- when the last restore ended; recovery is open for a while from then on
    ADD COLUMN backup_taken_at timestamptz; -- when the backup of that restore was taken: for people

ALTER TABLE business_clock
    ADD COLUMN purged_seq     bigint      NOT NULL DEFAULT 0, -- the highest place of a purged tombstone
    ADD COLUMN purged_at      timestamptz NOT NULL DEFAULT '-infinity', -- and its time
    ADD COLUMN version_floor  bigint      NOT NULL DEFAULT 0, -- above the versions of all purged tombstones
    ADD COLUMN restored_seq   bigint,      -- where the feed stood in the restored backup; none: never restored
    ADD COLUMN restored_after timestamptz; -- the time of the last change in it: what came later was lost

-- A version that a device brought back. The versions before it are not known: no base value is rebuilt across it.
ALTER TABLE record_history ADD COLUMN recovered boolean NOT NULL DEFAULT false;

-- Finds what to purge. It holds tombstones only, so that no look-up and no page of the feed can be planned over it.
CREATE INDEX record_tombstone ON record (business_id, seq) WHERE deleted;
