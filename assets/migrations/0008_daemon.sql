-- What somebody has asked a working daemon to run: it takes the request up, and leaves what came of it here.
CREATE TABLE run_request (
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (json_valid(scope)),
  by_person TEXT NOT NULL CHECK (by_person <> ''),
  -- The clock's time, as the two that follow.
  requested_at INTEGER NOT NULL,
  began_at INTEGER,
  told TEXT CHECK (told IS NULL OR json_valid(told)),
  fault TEXT,
  ended_at INTEGER,
  CHECK ((ended_at IS NULL) = (told IS NULL AND fault IS NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX run_request_waiting ON run_request (job) WHERE ended_at IS NULL;
--> statement-breakpoint
-- Whether the holder of the right to run jobs takes up requests: a daemon does, a single run does not.
ALTER TABLE lease ADD COLUMN serves INTEGER NOT NULL DEFAULT 0 CHECK (serves IN (0, 1));
--> statement-breakpoint
-- The ledger by day, when its rows are retired: due = done + failed + skipped + missed still adds up.
CREATE TABLE coverage_day (
  day TEXT NOT NULL CHECK (day = date(day)),
  source_id INTEGER NOT NULL REFERENCES source (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'failed', 'skipped')),
  reason TEXT NOT NULL DEFAULT '',
  n INTEGER NOT NULL CHECK (n > 0),
  unchanged INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, source_id, outcome, reason)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE slot_day (
  day TEXT NOT NULL CHECK (day = date(day)),
  job TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'partly', 'failed', 'missed', 'skipped')),
  reason TEXT NOT NULL DEFAULT '',
  n INTEGER NOT NULL CHECK (n > 0),
  checks INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, job, outcome, reason)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX run_planned ON run (planned_at);
--> statement-breakpoint
-- The house's own troubles are incidents too. A check cannot be altered: the table is made anew, with its rows and their numbers.
PRAGMA defer_foreign_keys = ON;
--> statement-breakpoint
CREATE TABLE incident_before AS SELECT * FROM incident;
--> statement-breakpoint
DROP TABLE incident;
--> statement-breakpoint
CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('source', 'mass_change', 'stop_cap', 'delivery', 'operation')),
  source_id INTEGER NOT NULL REFERENCES source (id),
  cause TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  told_at INTEGER,
  closed_at INTEGER,
  closed_by TEXT,
  closed_how TEXT CHECK (closed_how IN ('released', 'rejected', 'recovered')),
  counted TEXT NOT NULL CHECK (json_valid(counted)),
  CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
  CHECK ((closed_at IS NULL) = (closed_how IS NULL))
) STRICT;
--> statement-breakpoint
INSERT INTO incident SELECT * FROM incident_before;
--> statement-breakpoint
DROP TABLE incident_before;
--> statement-breakpoint
CREATE UNIQUE INDEX incident_open ON incident (kind, source_id, cause) WHERE closed_at IS NULL;
