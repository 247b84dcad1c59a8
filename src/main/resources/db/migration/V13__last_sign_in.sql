-- When a person last completed a sign-in, by the hub's clock; null: never since this was kept.
ALTER TABLE app_user ADD COLUMN last_sign_in timestamptz;
