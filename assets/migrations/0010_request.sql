-- That people have asked a source about a supplier. What has not been answered since still waits; asking again is another row.
CREATE TABLE request (
  source_id INTEGER NOT NULL REFERENCES source (id),
  supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  day TEXT NOT NULL CHECK (day = date(day)),
  by_person TEXT NOT NULL CHECK (by_person <> ''),
  trail_seq INTEGER NOT NULL REFERENCES trail (seq),
  PRIMARY KEY (source_id, supplier_id, day)
) STRICT, WITHOUT ROWID;
