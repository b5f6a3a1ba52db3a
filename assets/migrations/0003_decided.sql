-- What a decision is filed under, and by which point of the delegation it was made.
ALTER TABLE decision ADD COLUMN case_number TEXT CHECK (case_number <> '');
--> statement-breakpoint
ALTER TABLE decision ADD COLUMN delegation TEXT CHECK (delegation <> '');
--> statement-breakpoint
-- The date to decide by that has passed and been told of: told once for each date.
ALTER TABLE stop ADD COLUMN escalated_for INTEGER;
--> statement-breakpoint
CREATE TRIGGER stop_ground_when_started BEFORE INSERT ON stop
WHEN NEW.ground IS NULL OR NEW.ground NOT IN ('tillstånd återkallat', 'tillstånd saknas eller ej sökt',
  'IVO-brist, återrapportering', 'föreläggande', 'ekonomi', 'arbetsgivaravgifter/skatt', 'personlig lämplighet',
  'synpunkter', 'media/uppgift från annan', 'vilande', 'avvecklad', 'administrativ')
  OR NEW.origin NOT IN ('egen utredning', 'IVO', 'avtalsägare', 'leverantören')
BEGIN SELECT RAISE(ABORT, 'constraint: a stop has a ground and an origin of the closed lists'); END;
--> statement-breakpoint
CREATE TRIGGER stop_ground_when_changed BEFORE UPDATE OF ground, origin ON stop
WHEN NEW.ground IS NULL OR NEW.ground NOT IN ('tillstånd återkallat', 'tillstånd saknas eller ej sökt',
  'IVO-brist, återrapportering', 'föreläggande', 'ekonomi', 'arbetsgivaravgifter/skatt', 'personlig lämplighet',
  'synpunkter', 'media/uppgift från annan', 'vilande', 'avvecklad', 'administrativ')
  OR NEW.origin NOT IN ('egen utredning', 'IVO', 'avtalsägare', 'leverantören')
BEGIN SELECT RAISE(ABORT, 'constraint: a stop has a ground and an origin of the closed lists'); END;
--> statement-breakpoint
-- A contract that ended, or (without agreement) a supplier that left the register.
CREATE TABLE ending (
  id INTEGER PRIMARY KEY,
  supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  agreement_id INTEGER REFERENCES agreement (id),
  how TEXT CHECK (how IN ('uppsagt', 'hävt', 'överenskommelse', 'utlöpt')),
  ground TEXT NOT NULL CHECK (ground IN ('tillstånd återkallat', 'tillstånd saknas eller ej sökt',
    'IVO-brist, återrapportering', 'föreläggande', 'ekonomi', 'arbetsgivaravgifter/skatt', 'personlig lämplighet',
    'synpunkter', 'media/uppgift från annan', 'vilande', 'avvecklad', 'administrativ')),
  origin TEXT NOT NULL CHECK (origin IN ('egen utredning', 'IVO', 'avtalsägare', 'leverantören')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  -- Who decided it, and who wrote it down here.
  decided_by TEXT NOT NULL CHECK (decided_by <> ''),
  by_person TEXT NOT NULL CHECK (by_person <> ''),
  case_number TEXT CHECK (case_number <> ''),
  delegation TEXT CHECK (delegation <> ''),
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  trail_seq INTEGER NOT NULL REFERENCES trail (seq),
  CHECK ((agreement_id IS NULL) = (how IS NULL))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX ending_agreement ON ending (agreement_id) WHERE agreement_id IS NOT NULL;
