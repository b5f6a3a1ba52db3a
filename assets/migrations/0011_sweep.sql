-- A campaign that accounts for everybody in its population, twice a year or for a cause.
CREATE TABLE sweep (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('ivo', 'registerkontroll')),
  -- Whom it covers, as canonical JSON: two texts are equal when two scopes are.
  scope TEXT NOT NULL CHECK (json_valid(scope)),
  -- Why an extra one was started; the ordinary ones need no cause.
  cause TEXT CHECK (cause <> ''),
  state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'cancelled', 'closed')),
  due TEXT NOT NULL CHECK (due = date(due)),
  owner TEXT NOT NULL CHECK (owner <> '' AND owner <> 'basvakt'),
  -- How many the population was when it was frozen, and the digest of who they were.
  population INTEGER NOT NULL CHECK (population > 0),
  population_sha256 TEXT NOT NULL CHECK (length(population_sha256) = 64),
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL CHECK (started_by <> '' AND started_by <> 'basvakt'),
  ended_at INTEGER,
  ended_by TEXT CHECK (ended_by <> '' AND ended_by <> 'basvakt'),
  ended_reason TEXT CHECK (ended_reason <> ''),
  countersigned_at INTEGER,
  countersigned_by TEXT CHECK (countersigned_by <> '' AND countersigned_by <> 'basvakt'),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((state IN ('cancelled', 'closed')) = (ended_at IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK (state <> 'cancelled' OR ended_reason IS NOT NULL),
  CHECK ((countersigned_at IS NULL) = (countersigned_by IS NULL)),
  CHECK (countersigned_by IS NULL OR (state = 'closed' AND countersigned_by <> ended_by))
) STRICT;
--> statement-breakpoint
-- One at a time of each kind and scope.
CREATE UNIQUE INDEX sweep_under_way ON sweep (kind, scope) WHERE state IN ('open', 'paused');
--> statement-breakpoint
-- One of the population, or one who joined later. What has become of it stands in its newest version.
CREATE TABLE sweep_item (
  id INTEGER PRIMARY KEY,
  sweep_id INTEGER NOT NULL REFERENCES sweep (id),
  supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  subject_id INTEGER NOT NULL REFERENCES subject (id),
  channel TEXT NOT NULL CHECK (channel IN ('placeringsstod', 'extract', 'request', 'attestation', 'register')),
  -- When it joined a sweep already begun; null: it is of the population.
  joined_at INTEGER,
  -- As the register had it when it came in.
  frozen TEXT NOT NULL CHECK (json_valid(frozen)),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (sweep_id, subject_id)
) STRICT;
--> statement-breakpoint
CREATE INDEX sweep_item_supplier ON sweep_item (supplier_id);
--> statement-breakpoint
CREATE INDEX sweep_item_subject ON sweep_item (subject_id);
--> statement-breakpoint
-- Everything an item has been: what two people filled in of the same can be told apart, and an old copy is known again.
CREATE TABLE sweep_item_version (
  item_id INTEGER NOT NULL REFERENCES sweep_item (id),
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'not_applicable', 'overdue')),
  handler TEXT CHECK (handler <> ''),
  reason TEXT CHECK (reason <> ''),
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  cause TEXT NOT NULL CHECK (cause IN ('start', 'join', 'record', 'worklist', 'automatic', 'hand over', 'close')),
  by_person TEXT NOT NULL CHECK (by_person <> ''),
  at INTEGER NOT NULL,
  -- The run in which what was stated became observations.
  run_id INTEGER REFERENCES run (id),
  PRIMARY KEY (item_id, version),
  CHECK ((state IN ('not_applicable', 'overdue')) = (reason IS NOT NULL)),
  -- The machine answers by what a source said, and never says why something need not be done.
  CHECK (by_person <> 'basvakt' OR state IN ('waiting', 'done'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER sweep_item_version_stays BEFORE UPDATE ON sweep_item_version
BEGIN SELECT RAISE(ABORT, 'a version of a sweep item is never rewritten'); END;
