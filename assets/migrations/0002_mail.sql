-- Letters that belong together: the ids that References and In-Reply-To name, separated by spaces.
ALTER TABLE message ADD COLUMN refs TEXT NOT NULL DEFAULT '';
--> statement-breakpoint
-- How often nobody could say what became of it: it is sent once more on the first, never on the second (R46).
ALTER TABLE delivery ADD COLUMN unknowns INTEGER NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE delivery ADD COLUMN changed_at INTEGER;
--> statement-breakpoint
ALTER TABLE delivery ADD COLUMN give_up_at INTEGER;
--> statement-breakpoint
-- Told at once in a letter of its own. The digest that tells of it too is message_id.
ALTER TABLE notification ADD COLUMN at_once_id INTEGER REFERENCES message (id);
--> statement-breakpoint
-- Earliest time for a letter of its own: what may wait for office hours does.
ALTER TABLE notification ADD COLUMN not_before INTEGER;
--> statement-breakpoint
CREATE INDEX notification_at_once ON notification (group_id) WHERE urgency = 'now' AND at_once_id IS NULL AND message_id IS NULL;
--> statement-breakpoint
CREATE INDEX delivery_open ON delivery (next_at) WHERE state IN ('due', 'sending', 'unknown');
--> statement-breakpoint
CREATE TABLE attachment (
  message_id INTEGER NOT NULL REFERENCES message (id),
  position INTEGER NOT NULL,
  filename TEXT NOT NULL CHECK (filename <> ''),
  media_type TEXT NOT NULL,
  -- Compressed.
  content BLOB NOT NULL,
  PRIMARY KEY (message_id, position)
) STRICT, WITHOUT ROWID;
