-- What a case officer reports about a supplier. The same is an observation, which rules judge.
CREATE TABLE complaint (
  id INTEGER PRIMARY KEY,
  subject_id INTEGER NOT NULL REFERENCES subject (id),
  supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  -- What makes it the same when it is registered again.
  digest TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('bemötande', 'bemanning', 'kompetens', 'säkerhet', 'hot eller våld', 'vårdens innehåll',
    'dokumentation', 'samverkan', 'lokaler', 'fakturering', 'annat')),
  serious INTEGER NOT NULL CHECK (serious IN (0, 1)),
  text TEXT NOT NULL CHECK (text <> '' AND length(text) <= 1000),
  received_on TEXT NOT NULL,
  reporter_role TEXT,
  reporter_organisation TEXT,
  -- To whom it came first: ourselves, Adda, another municipality.
  received_by TEXT,
  registered_at INTEGER NOT NULL,
  registered_by TEXT NOT NULL CHECK (registered_by <> '' AND registered_by <> 'basvakt'),
  closing TEXT CHECK (closing IN ('kommunicerat och dokumenterat', 'fördjupad kontroll', 'åtgärdat av leverantören',
    'till avtalsägaren', 'utan åtgärd', 'felregistrerad')),
  closed_at INTEGER,
  closed_by TEXT,
  closing_reason TEXT,
  CHECK ((closing IS NULL) = (closed_at IS NULL)),
  CHECK ((closing IS NULL) = (closed_by IS NULL)),
  CHECK ((closing IS NULL) = (closing_reason IS NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX complaint_supplier ON complaint (supplier_id);
