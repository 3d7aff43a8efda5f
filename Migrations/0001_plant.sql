-- The plant as it stands physically, and what is wanted of it (links).
-- Lengths are integer millimetres, losses integer thousandths of a dB.
-- The checks of the large tables are written for speed: a list behind IN is built anew for every row,
-- and '{}' needs no JSON parser.

CREATE TABLE catalogue_entry (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('fibre-class', 'connector', 'colour-scheme', 'trunk-type', 'cassette-type', 'cord-type', 'optic')),
  name     TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  built_in INTEGER NOT NULL DEFAULT 0 CHECK (built_in IN (0, 1)),
  source   TEXT NOT NULL CHECK (length(source) > 0),
  trust    TEXT NOT NULL CHECK (trust IN ('published', 'vendor', 'assumed', 'user')),
  body     TEXT NOT NULL CHECK (json_valid(body) AND json_type(body) = 'object'),
  UNIQUE (kind, name, built_in)
) STRICT;

-- A built-in row is never edited in place: a user's row of the same name shadows it.
CREATE TRIGGER catalogue_built_in_is_fixed BEFORE UPDATE ON catalogue_entry WHEN OLD.built_in = 1
BEGIN
  SELECT RAISE(ABORT, 'built-in catalogue rows are never edited');
END;

CREATE TABLE hall (
  id       INTEGER PRIMARY KEY,
  label    TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 64),
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE rack (
  id       INTEGER PRIMARY KEY,
  hall_id  INTEGER NOT NULL REFERENCES hall (id),
  grid     TEXT NOT NULL CHECK (length(grid) BETWEEN 1 AND 64),
  x_mm     INTEGER CHECK (abs(x_mm) <= 100000000),
  y_mm     INTEGER CHECK (abs(y_mm) <= 100000000),
  height_u INTEGER NOT NULL CHECK (height_u BETWEEN 1 AND 100),
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note     TEXT NOT NULL DEFAULT '',
  UNIQUE (hall_id, grid)
) STRICT;

CREATE TABLE node (
  id             INTEGER PRIMARY KEY,
  label          TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 64),
  hall_id        INTEGER NOT NULL REFERENCES hall (id),
  kind           TEXT NOT NULL CHECK (kind IN ('junction', 'rack-entry', 'waterfall', 'sleeve')),
  x_mm           INTEGER NOT NULL CHECK (abs(x_mm) <= 100000000),
  y_mm           INTEGER NOT NULL CHECK (abs(y_mm) <= 100000000),
  z_mm           INTEGER NOT NULL CHECK (abs(z_mm) <= 100000000),
  rack_id        INTEGER REFERENCES rack (id),
  bend_radius_mm INTEGER CHECK (bend_radius_mm BETWEEN 0 AND 100000000),
  metadata       TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note           TEXT NOT NULL DEFAULT '',
  CHECK ((kind = 'rack-entry') = (rack_id IS NOT NULL))
) STRICT;
CREATE INDEX node_rack ON node (rack_id) WHERE rack_id IS NOT NULL;

CREATE TABLE segment (
  id             INTEGER PRIMARY KEY,
  label          TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 64),
  a_node_id      INTEGER NOT NULL REFERENCES node (id),
  z_node_id      INTEGER NOT NULL REFERENCES node (id),
  kind           TEXT NOT NULL CHECK (kind IN ('tray', 'ladder', 'conduit', 'drop', 'vertical')),
  length_mm      INTEGER CHECK (length_mm BETWEEN 0 AND 100000000),
  width_mm       INTEGER CHECK (width_mm BETWEEN 1 AND 100000),
  depth_mm       INTEGER CHECK (depth_mm BETWEEN 1 AND 100000),
  bend_radius_mm INTEGER CHECK (bend_radius_mm BETWEEN 0 AND 100000000),
  metadata       TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note           TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX segment_a ON segment (a_node_id);
CREATE INDEX segment_z ON segment (z_node_id);

-- Cassettes and devices share one space of addresses: rack, uppermost U, slot (0 = the whole width).
CREATE TABLE unit (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind = 'cassette' OR kind = 'device'),
  rack_id      INTEGER NOT NULL REFERENCES rack (id),
  u            INTEGER NOT NULL CHECK (u BETWEEN 1 AND 999),
  slot         INTEGER NOT NULL DEFAULT 0 CHECK (slot BETWEEN 0 AND 99),
  label        TEXT NOT NULL DEFAULT '',
  type_id      INTEGER REFERENCES catalogue_entry (id),
  height_u     INTEGER CHECK (height_u BETWEEN 1 AND 100),
  port_count   INTEGER CHECK (port_count BETWEEN 0 AND 4096),
  connector_id INTEGER REFERENCES catalogue_entry (id),
  optic_id     INTEGER REFERENCES catalogue_entry (id),
  metadata     TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note         TEXT NOT NULL DEFAULT '',
  UNIQUE (rack_id, u, slot),
  CHECK ((kind = 'cassette') = (type_id IS NOT NULL)),
  CHECK ((kind = 'device') = (height_u IS NOT NULL AND port_count IS NOT NULL AND connector_id IS NOT NULL)),
  CHECK (kind = 'device' OR optic_id IS NULL)
) STRICT;

-- Only ports that differ from what their device says.
CREATE TABLE device_port (
  unit_id      INTEGER NOT NULL REFERENCES unit (id),
  port         INTEGER NOT NULL CHECK (port BETWEEN 1 AND 4096),
  label        TEXT NOT NULL DEFAULT '',
  connector_id INTEGER REFERENCES catalogue_entry (id),
  optic_id     INTEGER REFERENCES catalogue_entry (id),
  metadata     TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note         TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (unit_id, port)
) STRICT, WITHOUT ROWID;

CREATE TABLE trunk (
  id        INTEGER PRIMARY KEY,
  label     TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 64),
  type_id   INTEGER NOT NULL REFERENCES catalogue_entry (id),
  a_unit_id INTEGER NOT NULL REFERENCES unit (id),
  a_rear    INTEGER NOT NULL CHECK (a_rear BETWEEN 1 AND 999),
  z_unit_id INTEGER NOT NULL REFERENCES unit (id),
  z_rear    INTEGER NOT NULL CHECK (z_rear BETWEEN 1 AND 999),
  length_mm INTEGER CHECK (length_mm BETWEEN 0 AND 100000000),
  status    TEXT NOT NULL DEFAULT 'planned' CHECK (status = 'planned' OR status = 'installed' OR status = 'tested' OR status = 'retired'),
  metadata  TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE trunk_segment (
  trunk_id   INTEGER NOT NULL REFERENCES trunk (id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL CHECK (seq >= 1),
  segment_id INTEGER NOT NULL REFERENCES segment (id),
  PRIMARY KEY (trunk_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX trunk_segment_segment ON trunk_segment (segment_id);

-- Strands are derived from their trunk; only the exceptional ones have a row.
CREATE TABLE strand (
  trunk_id          INTEGER NOT NULL REFERENCES trunk (id) ON DELETE CASCADE,
  strand            INTEGER NOT NULL CHECK (strand BETWEEN 1 AND 9999),
  state             TEXT NOT NULL CHECK (state IN ('ok', 'broken', 'reserved')),
  measured_loss_mdb INTEGER CHECK (abs(measured_loss_mdb) <= 100000),
  metadata          TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note              TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (trunk_id, strand)
) STRICT, WITHOUT ROWID;

CREATE TABLE cord (
  id        INTEGER PRIMARY KEY,
  label     TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 64),
  type_id   INTEGER NOT NULL REFERENCES catalogue_entry (id),
  a_unit_id INTEGER NOT NULL REFERENCES unit (id),
  a_port    INTEGER NOT NULL CHECK (a_port BETWEEN 1 AND 9999),
  z_unit_id INTEGER REFERENCES unit (id),
  z_port    INTEGER CHECK (z_port BETWEEN 1 AND 9999),
  length_mm INTEGER CHECK (length_mm BETWEEN 0 AND 100000000),
  colour    TEXT NOT NULL DEFAULT '' CHECK (length(colour) <= 32),
  status    TEXT NOT NULL DEFAULT 'planned' CHECK (status = 'planned' OR status = 'installed' OR status = 'tested' OR status = 'retired'),
  metadata  TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note      TEXT NOT NULL DEFAULT '',
  CHECK ((z_unit_id IS NULL) = (z_port IS NULL))
) STRICT;

CREATE TABLE link (
  id        INTEGER PRIMARY KEY,
  label     TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 64),
  a_unit_id INTEGER NOT NULL REFERENCES unit (id),
  a_port    INTEGER NOT NULL CHECK (a_port BETWEEN 1 AND 9999),
  z_unit_id INTEGER NOT NULL REFERENCES unit (id),
  z_port    INTEGER NOT NULL CHECK (z_port BETWEEN 1 AND 9999),
  optic_id  INTEGER NOT NULL REFERENCES catalogue_entry (id),
  fec       TEXT CHECK (fec = 'on' OR fec = 'off'),
  metadata  TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE waiver (
  id      INTEGER PRIMARY KEY,
  code    TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 16),
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  reason  TEXT NOT NULL CHECK (length(trim(reason)) > 0),
  until   TEXT NOT NULL CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note    TEXT NOT NULL DEFAULT '',
  UNIQUE (code, subject)
) STRICT;

-- Who changed the plant, when, with which command.
CREATE TABLE change (
  id      INTEGER PRIMARY KEY,
  at      TEXT NOT NULL,
  author  TEXT NOT NULL CHECK (length(author) BETWEEN 1 AND 200),
  command TEXT NOT NULL,
  edits   INTEGER NOT NULL
) STRICT;
