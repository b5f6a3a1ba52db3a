-- Log-ins that were sent and not accepted: the same credentials are never refused more than twice, whatever process asks.
CREATE TABLE login (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id),
  credentials TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1))
) STRICT;
--> statement-breakpoint
CREATE INDEX login_source ON login (source_id, credentials);
