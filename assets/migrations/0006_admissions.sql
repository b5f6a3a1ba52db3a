-- A supplier that may enter the register, before it does: controls by legal form, a verdict for each, one decision.
CREATE TABLE admission (
  id INTEGER PRIMARY KEY,
  org_number TEXT NOT NULL CHECK (length(org_number) = 10),
  name TEXT NOT NULL,
  legal_form TEXT,
  service TEXT NOT NULL CHECK (service <> ''),
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL CHECK (opened_by <> '' AND opened_by <> 'basvakt'),
  outcome TEXT CHECK (outcome IN ('godkänd', 'inte godkänd')),
  refusal TEXT CHECK (refusal IN ('IVO-brist', 'ekonomi', 'skatt/avgifter', 'revisionsanmärkning',
    'saknar godkänd föreståndare', 'rättsdatabas', 'tillstånd saknas', 'annat')),
  reason TEXT CHECK (reason <> ''),
  decided_at INTEGER,
  decided_by TEXT CHECK (decided_by <> 'basvakt'),
  case_number TEXT CHECK (case_number <> ''),
  delegation TEXT CHECK (delegation <> ''),
  CHECK ((outcome IS NULL) = (decided_at IS NULL)),
  CHECK ((outcome IS NULL) = (decided_by IS NULL)),
  CHECK ((outcome IS NULL) = (reason IS NULL)),
  CHECK ((outcome IS 'inte godkänd') = (refusal IS NOT NULL))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX admission_open ON admission (org_number, service) WHERE outcome IS NULL;
--> statement-breakpoint
CREATE TABLE admission_control (
  admission_id INTEGER NOT NULL REFERENCES admission (id),
  place INTEGER NOT NULL,
  control TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('ej gjord', 'utan anmärkning', 'brist', 'ej tillämpligt')),
  note TEXT NOT NULL DEFAULT '',
  evidence_id INTEGER REFERENCES evidence (id),
  by_whom TEXT,
  at INTEGER,
  PRIMARY KEY (admission_id, place),
  UNIQUE (admission_id, control),
  CHECK (verdict = 'ej gjord' OR (by_whom IS NOT NULL AND at IS NOT NULL))
) STRICT, WITHOUT ROWID;
