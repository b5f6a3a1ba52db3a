-- What has been told of a sweep, or of there having been none for half a year: once each.
CREATE TABLE sweep_reminder (
  trail_seq INTEGER PRIMARY KEY REFERENCES trail (seq),
  kind TEXT NOT NULL CHECK (kind IN ('ivo', 'registerkontroll')),
  sweep_id INTEGER REFERENCES sweep (id),
  reminder TEXT NOT NULL CHECK (reminder IN ('fourteen', 'thirty', 'before_due', 'overdue', 'half_year')),
  -- The day the sweep, or the next sweep, was due.
  due TEXT NOT NULL CHECK (due = date(due)),
  CHECK ((reminder = 'half_year') = (sweep_id IS NULL))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX sweep_reminder_once ON sweep_reminder (kind, reminder, due, coalesce(sweep_id, 0));
