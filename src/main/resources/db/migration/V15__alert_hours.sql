-- When a rule counts: {"from": "08:00", "to": "22:00", "days": ["MONDAY", ...]} in the business's zone; null: always.
ALTER TABLE alert_rule ADD COLUMN hours jsonb;
