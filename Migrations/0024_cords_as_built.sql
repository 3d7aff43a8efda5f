-- A cord that lies on other pathways than it was planned on.

CREATE TABLE cord_built_segment (
  cord_id    INTEGER NOT NULL REFERENCES cord (id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL CHECK (seq >= 1),
  segment_id INTEGER NOT NULL REFERENCES segment (id),
  PRIMARY KEY (cord_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX cord_built_segment_segment ON cord_built_segment (segment_id);
