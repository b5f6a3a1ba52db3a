-- How each feed stands: when it was asked and answered, its newest item, and what went wrong on end.
CREATE TABLE feed (
  subject_id INTEGER PRIMARY KEY REFERENCES subject (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  asked_at INTEGER NOT NULL,
  answered_at INTEGER,
  newest_at INTEGER,
  -- Failed questions on end, and why the last one failed.
  failures INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  -- Answers on end that held nothing of the one before: items in between may be lost.
  turnovers INTEGER NOT NULL DEFAULT 0,
  warning TEXT,
  CHECK ((failures = 0) = (reason IS NULL))
) STRICT;
--> statement-breakpoint
-- Digest of the register's names that the item was last searched for.
ALTER TABLE item ADD COLUMN names TEXT NOT NULL DEFAULT '';
