-- What two people have filled in differently of one item. The version that stood is not undone, and neither counts, until
-- somebody has said what holds.
CREATE TABLE sweep_conflict (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES sweep_item (id),
  -- The version that stood when the other came.
  version INTEGER NOT NULL,
  handler TEXT,
  reason TEXT,
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  -- Of what was filled in and who did: the same file again is the same conflict.
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  by_person TEXT NOT NULL CHECK (by_person <> '' AND by_person <> 'basvakt'),
  at INTEGER NOT NULL,
  -- The version by which a person settled it.
  settled_version INTEGER,
  UNIQUE (item_id, digest),
  FOREIGN KEY (item_id, version) REFERENCES sweep_item_version (item_id, version),
  FOREIGN KEY (item_id, settled_version) REFERENCES sweep_item_version (item_id, version)
) STRICT;
--> statement-breakpoint
CREATE INDEX sweep_conflict_open ON sweep_conflict (item_id) WHERE settled_version IS NULL;
