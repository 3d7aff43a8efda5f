-- Work orders and their tasks, and what was built otherwise than it was designed.

CREATE TABLE work_order (
  id       INTEGER PRIMARY KEY,
  label    TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 64),
  title    TEXT NOT NULL DEFAULT '',
  due      TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  status   TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note     TEXT NOT NULL DEFAULT ''
) STRICT;

-- One cord or trunk that an installer is to work on, and what became of it.
CREATE TABLE task (
  work_order_id INTEGER NOT NULL REFERENCES work_order (id),
  number        INTEGER NOT NULL CHECK (number BETWEEN 1 AND 10000000),
  cord_id       INTEGER REFERENCES cord (id),
  trunk_id      INTEGER REFERENCES trunk (id),
  action        TEXT NOT NULL CHECK (action IN ('connect', 'pull', 'measure', 'remove')),
  state         TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'different', 'impossible')),
  reason        TEXT NOT NULL DEFAULT '',
  measured_mdb  INTEGER CHECK (measured_mdb BETWEEN 0 AND 100000),
  installer     TEXT NOT NULL DEFAULT '',
  done_on       TEXT CHECK (done_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  metadata      TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note          TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (work_order_id, number),
  CHECK ((cord_id IS NULL) <> (trunk_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX task_cord ON task (cord_id, work_order_id) WHERE cord_id IS NOT NULL;
CREATE UNIQUE INDEX task_trunk ON task (trunk_id, work_order_id) WHERE trunk_id IS NOT NULL;

-- The design stays in the columns that were there; what was built otherwise stands beside it and holds the ports.
ALTER TABLE cord ADD COLUMN built_type_id INTEGER REFERENCES catalogue_entry (id);
ALTER TABLE cord ADD COLUMN built_a_unit_id INTEGER REFERENCES unit (id);
ALTER TABLE cord ADD COLUMN built_a_port INTEGER CHECK (built_a_port BETWEEN 1 AND 9999) CHECK ((built_a_port IS NULL) = (built_a_unit_id IS NULL));
ALTER TABLE cord ADD COLUMN built_z_unit_id INTEGER REFERENCES unit (id);
ALTER TABLE cord ADD COLUMN built_z_port INTEGER CHECK (built_z_port BETWEEN 1 AND 9999) CHECK ((built_z_port IS NULL) = (built_z_unit_id IS NULL));
ALTER TABLE cord ADD COLUMN built_length_mm INTEGER CHECK (built_length_mm BETWEEN 0 AND 100000000);

ALTER TABLE trunk ADD COLUMN built_a_unit_id INTEGER REFERENCES unit (id);
ALTER TABLE trunk ADD COLUMN built_a_rear INTEGER CHECK (built_a_rear BETWEEN 1 AND 999) CHECK ((built_a_rear IS NULL) = (built_a_unit_id IS NULL));
ALTER TABLE trunk ADD COLUMN built_z_unit_id INTEGER REFERENCES unit (id);
ALTER TABLE trunk ADD COLUMN built_z_rear INTEGER CHECK (built_z_rear BETWEEN 1 AND 999) CHECK ((built_z_rear IS NULL) = (built_z_unit_id IS NULL));
ALTER TABLE trunk ADD COLUMN built_length_mm INTEGER CHECK (built_length_mm BETWEEN 0 AND 100000000);

CREATE TABLE trunk_built_segment (
  trunk_id   INTEGER NOT NULL REFERENCES trunk (id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL CHECK (seq >= 1),
  segment_id INTEGER NOT NULL REFERENCES segment (id),
  PRIMARY KEY (trunk_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX trunk_built_segment_segment ON trunk_built_segment (segment_id);

CREATE INDEX cord_built_otherwise ON cord (id) WHERE built_type_id IS NOT NULL OR built_a_unit_id IS NOT NULL
  OR built_z_unit_id IS NOT NULL OR built_length_mm IS NOT NULL;
CREATE INDEX cord_built_a ON cord (built_a_unit_id) WHERE built_a_unit_id IS NOT NULL;
CREATE INDEX cord_built_z ON cord (built_z_unit_id) WHERE built_z_unit_id IS NOT NULL;
CREATE INDEX trunk_built_a ON trunk (built_a_unit_id) WHERE built_a_unit_id IS NOT NULL;
CREATE INDEX trunk_built_z ON trunk (built_z_unit_id) WHERE built_z_unit_id IS NOT NULL;

DROP TRIGGER cord_plugs_in;
DROP TRIGGER cord_plugs_in_at_z;
DROP TRIGGER cord_moves;
DROP TRIGGER cord_unplugs;
DROP TRIGGER trunk_plugs_in;
DROP TRIGGER trunk_moves;
DROP TRIGGER trunk_unplugs;

CREATE TRIGGER cord_plugs_in AFTER INSERT ON cord WHEN NEW.status <> 'retired'
BEGIN
  INSERT INTO cord_port VALUES (coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_port, NEW.a_port), NEW.id);
END;
CREATE TRIGGER cord_plugs_in_at_z AFTER INSERT ON cord
WHEN coalesce(NEW.built_z_unit_id, NEW.z_unit_id) IS NOT NULL AND NEW.status <> 'retired'
BEGIN
  INSERT INTO cord_port VALUES (coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_port, NEW.z_port), NEW.id);
END;
CREATE TRIGGER cord_moves AFTER UPDATE OF a_unit_id, a_port, z_unit_id, z_port, built_a_unit_id, built_a_port,
  built_z_unit_id, built_z_port, status ON cord
BEGIN
  DELETE FROM cord_port WHERE cord_id = OLD.id
    AND unit_id = coalesce(OLD.built_a_unit_id, OLD.a_unit_id) AND port = coalesce(OLD.built_a_port, OLD.a_port);
  DELETE FROM cord_port WHERE cord_id = OLD.id
    AND unit_id = coalesce(OLD.built_z_unit_id, OLD.z_unit_id) AND port = coalesce(OLD.built_z_port, OLD.z_port);
  INSERT INTO cord_port SELECT coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_port, NEW.a_port), NEW.id
    WHERE NEW.status <> 'retired';
  INSERT INTO cord_port SELECT coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_port, NEW.z_port), NEW.id
    WHERE NEW.status <> 'retired' AND coalesce(NEW.built_z_unit_id, NEW.z_unit_id) IS NOT NULL;
END;
CREATE TRIGGER cord_unplugs BEFORE DELETE ON cord
BEGIN
  DELETE FROM cord_port WHERE cord_id = OLD.id
    AND unit_id = coalesce(OLD.built_a_unit_id, OLD.a_unit_id) AND port = coalesce(OLD.built_a_port, OLD.a_port);
  DELETE FROM cord_port WHERE cord_id = OLD.id
    AND unit_id = coalesce(OLD.built_z_unit_id, OLD.z_unit_id) AND port = coalesce(OLD.built_z_port, OLD.z_port);
END;

CREATE TRIGGER trunk_plugs_in AFTER INSERT ON trunk WHEN NEW.status <> 'retired'
BEGIN
  INSERT INTO trunk_port VALUES (coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_rear, NEW.a_rear), NEW.id);
  INSERT INTO trunk_port VALUES (coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_rear, NEW.z_rear), NEW.id);
END;
CREATE TRIGGER trunk_moves AFTER UPDATE OF a_unit_id, a_rear, z_unit_id, z_rear, built_a_unit_id, built_a_rear,
  built_z_unit_id, built_z_rear, status ON trunk
BEGIN
  DELETE FROM trunk_port WHERE trunk_id = OLD.id
    AND unit_id = coalesce(OLD.built_a_unit_id, OLD.a_unit_id) AND rear = coalesce(OLD.built_a_rear, OLD.a_rear);
  DELETE FROM trunk_port WHERE trunk_id = OLD.id
    AND unit_id = coalesce(OLD.built_z_unit_id, OLD.z_unit_id) AND rear = coalesce(OLD.built_z_rear, OLD.z_rear);
  INSERT INTO trunk_port SELECT coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_rear, NEW.a_rear), NEW.id
    WHERE NEW.status <> 'retired';
  INSERT INTO trunk_port SELECT coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_rear, NEW.z_rear), NEW.id
    WHERE NEW.status <> 'retired';
END;
CREATE TRIGGER trunk_unplugs BEFORE DELETE ON trunk
BEGIN
  DELETE FROM trunk_port WHERE trunk_id = OLD.id
    AND unit_id = coalesce(OLD.built_a_unit_id, OLD.a_unit_id) AND rear = coalesce(OLD.built_a_rear, OLD.a_rear);
  DELETE FROM trunk_port WHERE trunk_id = OLD.id
    AND unit_id = coalesce(OLD.built_z_unit_id, OLD.z_unit_id) AND rear = coalesce(OLD.built_z_rear, OLD.z_rear);
END;
