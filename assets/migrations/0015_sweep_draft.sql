-- Drafts may also be about a sweep: asking a supplier for attestations, or telling IVO of what was found in one.
CREATE TABLE draft_new (
  id INTEGER PRIMARY KEY,
  occasion TEXT NOT NULL CHECK (occasion <> ''),
  supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  stop_id INTEGER REFERENCES stop (id),
  inquiry_id INTEGER REFERENCES inquiry (id),
  sweep_id INTEGER REFERENCES sweep (id),
  audience TEXT NOT NULL CHECK (audience IN ('leverantören', 'avtalsägaren', 'Adda', 'IVO')),
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject <> ''),
  text TEXT NOT NULL CHECK (text <> ''),
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'dropped')),
  due_day TEXT NOT NULL,
  drafted_at INTEGER NOT NULL,
  -- The day it was sent; who said so, or why it was not.
  sent_on TEXT,
  settled_by TEXT CHECK (settled_by <> 'basvakt'),
  settled_at INTEGER,
  note TEXT,
  UNIQUE (occasion, audience, recipient),
  CHECK ((stop_id IS NOT NULL) + (inquiry_id IS NOT NULL) + (sweep_id IS NOT NULL) = 1),
  CHECK ((state = 'sent') = (sent_on IS NOT NULL)),
  CHECK ((state = 'draft') = (settled_by IS NULL)),
  CHECK (state <> 'dropped' OR note IS NOT NULL)
) STRICT;
--> statement-breakpoint
INSERT INTO draft_new SELECT id, occasion, supplier_id, stop_id, inquiry_id, NULL, audience, recipient, subject, text, state,
  due_day, drafted_at, sent_on, settled_by, settled_at, note FROM draft;
--> statement-breakpoint
DROP TABLE draft;
--> statement-breakpoint
ALTER TABLE draft_new RENAME TO draft;
