-- Looking things up in the audit log: by person, by action, by what is said in an entry, by time, newest first.

-- What an entry says, for the search: folded words, each with a blank before it. It is no part of the chain of hashes, which covers
-- what it is made from.
ALTER TABLE audit_entry ADD COLUMN words text NOT NULL DEFAULT '';
CREATE INDEX audit_entry_actor ON audit_entry (business_id, actor, n);
CREATE INDEX audit_entry_action ON audit_entry (business_id, action, n);
CREATE INDEX audit_entry_actor_action ON audit_entry (business_id, actor, action, n);
CREATE INDEX audit_entry_at ON audit_entry (business_id, at);

-- One row for each word of an entry: comparisons of plain columns are index conditions under row-level security, patterns and text
-- search are not. "C", so that the words that begin with some letters are one range.
CREATE TABLE audit_word (
    business_id uuid             NOT NULL,
    word        text COLLATE "C" NOT NULL,
    n           bigint           NOT NULL,
    PRIMARY KEY (business_id, word, n),
    FOREIGN KEY (business_id, n) REFERENCES audit_entry (business_id, n) ON DELETE CASCADE
);
ALTER TABLE audit_word ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_word USING (business_id = (SELECT current_business()));
REVOKE UPDATE, DELETE ON audit_word FROM concilia_app;

-- Entries from before: the hub takes accents off as well, which matters for words only that the database cannot fold.
UPDATE audit_entry e SET words = coalesce((SELECT string_agg(' ' || w.word, '') FROM (
    SELECT DISTINCT lower(left(f.word[1], 64)) AS word FROM (
        SELECT e.subject AS said UNION ALL SELECT d.value FROM jsonb_each_text(e.detail) AS d WHERE left(d.value, 1) NOT IN ('{', '[')) AS t,
        regexp_matches(t.said, '[[:xdigit:]]{8}(?:-[[:xdigit:]]{4}){3}-[[:xdigit:]]{12}|[[:alnum:]]+', 'g') AS f (word)
    LIMIT 40) AS w), '');
INSERT INTO audit_word (business_id, word, n)
SELECT DISTINCT e.business_id, w.word, e.n FROM audit_entry e, regexp_split_to_table(ltrim(e.words), ' ') AS w (word) WHERE w.word <> '';
