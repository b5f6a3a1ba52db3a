CREATE TABLE inquiry (
  id INTEGER PRIMARY KEY,
  supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL CHECK (opened_by <> ''),
  handler TEXT CHECK (handler <> ''),
  due_day TEXT NOT NULL,
  outcome TEXT CHECK (outcome IN ('utan åtgärd', 'åtgärdsplan', 'pausad', 'borttagen', 'till avtalsägaren')),
  closed_at INTEGER,
  closed_by TEXT CHECK (closed_by <> 'basvakt'),
  closing_reason TEXT CHECK (closing_reason <> ''),
  case_number TEXT CHECK (case_number <> ''),
  delegation TEXT CHECK (delegation <> ''),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((outcome IS NULL) = (closed_at IS NULL)),
  CHECK ((outcome IS NULL) = (closed_by IS NULL)),
  CHECK ((outcome IS NULL) = (closing_reason IS NULL))
) STRICT;
--> statement-breakpoint
-- One open inquiry for each supplier: later alerts join it.
CREATE UNIQUE INDEX inquiry_open ON inquiry (supplier_id) WHERE outcome IS NULL;
--> statement-breakpoint
CREATE TABLE inquiry_alert (
  inquiry_id INTEGER NOT NULL REFERENCES inquiry (id),
  alert_id INTEGER NOT NULL REFERENCES alert (id),
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (inquiry_id, alert_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- The checklist as the policy had it when the inquiry was opened.
CREATE TABLE inquiry_step (
  inquiry_id INTEGER NOT NULL REFERENCES inquiry (id),
  place INTEGER NOT NULL,
  step TEXT NOT NULL CHECK (step <> ''),
  done INTEGER CHECK (done IN (0, 1)),
  PRIMARY KEY (inquiry_id, place),
  UNIQUE (inquiry_id, step)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE inquiry_note (
  id INTEGER PRIMARY KEY,
  inquiry_id INTEGER NOT NULL REFERENCES inquiry (id),
  kind TEXT NOT NULL CHECK (kind IN ('note', 'step', 'asked', 'answered')),
  step TEXT,
  done INTEGER CHECK (done IN (0, 1)),
  text TEXT NOT NULL CHECK (text <> ''),
  by_person TEXT NOT NULL CHECK (by_person <> '' AND by_person <> 'basvakt'),
  at INTEGER NOT NULL,
  CHECK ((kind = 'step') = (step IS NOT NULL)),
  CHECK ((kind = 'step') = (done IS NOT NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX inquiry_note_inquiry ON inquiry_note (inquiry_id);
--> statement-breakpoint
-- Word to those who should know, for a person to send: written once for what it is about and whom it is to.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY,
  occasion TEXT NOT NULL CHECK (occasion <> ''),
  supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  stop_id INTEGER REFERENCES stop (id),
  inquiry_id INTEGER REFERENCES inquiry (id),
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
  CHECK ((stop_id IS NOT NULL) + (inquiry_id IS NOT NULL) = 1),
  CHECK ((state = 'sent') = (sent_on IS NOT NULL)),
  CHECK ((state = 'draft') = (settled_by IS NULL)),
  CHECK (state <> 'dropped' OR note IS NOT NULL)
) STRICT;
