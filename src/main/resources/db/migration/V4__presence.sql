-- The log is read newest first, whole or by one of these.
CREATE INDEX sync_log_type ON sync_log (business_id, sync_type, id);
CREATE INDEX sync_log_device ON sync_log (business_id, device_id, id);
CREATE INDEX sync_log_failed ON sync_log (business_id, id) WHERE status = 'FAILED';
