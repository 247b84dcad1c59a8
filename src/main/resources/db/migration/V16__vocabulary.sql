-- What a device calls entities where that is not the catalog's name, as {"payments": "abonos"}: it is answered by the same.
ALTER TABLE device ADD COLUMN entity_names jsonb NOT NULL DEFAULT '{}';
