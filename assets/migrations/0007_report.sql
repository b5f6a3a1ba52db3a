-- What is known of each supplier at a source whose reports cost: when one was bought, and whether the source tells by itself.
CREATE TABLE report (
  source_id INTEGER NOT NULL REFERENCES source (id),
  subject_id INTEGER NOT NULL REFERENCES subject (id),
  watched_since INTEGER,
  happened_at INTEGER,
  reported_at INTEGER,
  complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
  PRIMARY KEY (source_id, subject_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- What the last triage of a source wanted remembered: which of its events have been seen.
ALTER TABLE source ADD COLUMN triage TEXT CHECK (triage IS NULL OR json_valid(triage));
--> statement-breakpoint
CREATE INDEX spend_day ON spend (source_id, day);
