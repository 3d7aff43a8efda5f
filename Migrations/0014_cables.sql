-- Any plug goes into any port, in front or behind, and a cable may have several plugs at an end.

-- The face of a port: -1 is a connector behind, 0 a port in front or its first connector, 1 its second, and so on.
ALTER TABLE trunk ADD COLUMN a_face INTEGER NOT NULL DEFAULT -1 CHECK (a_face BETWEEN -1 AND 63);
ALTER TABLE trunk ADD COLUMN z_face INTEGER NOT NULL DEFAULT -1 CHECK (z_face BETWEEN -1 AND 63);
ALTER TABLE trunk ADD COLUMN built_a_face INTEGER CHECK (built_a_face BETWEEN -1 AND 63);
ALTER TABLE trunk ADD COLUMN built_z_face INTEGER CHECK (built_z_face BETWEEN -1 AND 63);
UPDATE trunk SET built_a_face = -1 WHERE built_a_unit_id IS NOT NULL;
UPDATE trunk SET built_z_face = -1 WHERE built_z_unit_id IS NOT NULL;
ALTER TABLE cord ADD COLUMN a_face INTEGER NOT NULL DEFAULT 0 CHECK (a_face BETWEEN -1 AND 63);
ALTER TABLE cord ADD COLUMN z_face INTEGER NOT NULL DEFAULT 0 CHECK (z_face BETWEEN -1 AND 63);
ALTER TABLE cord ADD COLUMN built_a_face INTEGER CHECK (built_a_face BETWEEN -1 AND 63);
ALTER TABLE cord ADD COLUMN built_z_face INTEGER CHECK (built_z_face BETWEEN -1 AND 63);
UPDATE cord SET built_a_face = 0 WHERE built_a_unit_id IS NOT NULL;
UPDATE cord SET built_z_face = 0 WHERE built_z_unit_id IS NOT NULL;

-- A port that is broken out carries a link on each of its legs; 0 is the whole port.
ALTER TABLE link ADD COLUMN a_leg INTEGER NOT NULL DEFAULT 0 CHECK (a_leg BETWEEN 0 AND 64);
ALTER TABLE link ADD COLUMN z_leg INTEGER NOT NULL DEFAULT 0 CHECK (z_leg BETWEEN 0 AND 64);
ALTER TABLE device_port ADD COLUMN breakout TEXT;

CREATE TABLE trunk_more_a (
  trunk_id  INTEGER NOT NULL REFERENCES trunk (id) ON DELETE CASCADE,
  seq      INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 63),
  unit_id  INTEGER REFERENCES unit (id),
  port     INTEGER CHECK (port BETWEEN 1 AND 9999),
  face     INTEGER NOT NULL DEFAULT 0 CHECK (face BETWEEN -1 AND 63),
  PRIMARY KEY (trunk_id, seq),
  CHECK ((unit_id IS NULL) = (port IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX trunk_more_a_unit ON trunk_more_a (unit_id) WHERE unit_id IS NOT NULL;
CREATE TABLE trunk_more_z (
  trunk_id  INTEGER NOT NULL REFERENCES trunk (id) ON DELETE CASCADE,
  seq      INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 63),
  unit_id  INTEGER REFERENCES unit (id),
  port     INTEGER CHECK (port BETWEEN 1 AND 9999),
  face     INTEGER NOT NULL DEFAULT 0 CHECK (face BETWEEN -1 AND 63),
  PRIMARY KEY (trunk_id, seq),
  CHECK ((unit_id IS NULL) = (port IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX trunk_more_z_unit ON trunk_more_z (unit_id) WHERE unit_id IS NOT NULL;
CREATE TABLE cord_more_a (
  cord_id  INTEGER NOT NULL REFERENCES cord (id) ON DELETE CASCADE,
  seq      INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 63),
  unit_id  INTEGER REFERENCES unit (id),
  port     INTEGER CHECK (port BETWEEN 1 AND 9999),
  face     INTEGER NOT NULL DEFAULT 0 CHECK (face BETWEEN -1 AND 63),
  PRIMARY KEY (cord_id, seq),
  CHECK ((unit_id IS NULL) = (port IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX cord_more_a_unit ON cord_more_a (unit_id) WHERE unit_id IS NOT NULL;
CREATE TABLE cord_more_z (
  cord_id  INTEGER NOT NULL REFERENCES cord (id) ON DELETE CASCADE,
  seq      INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 63),
  unit_id  INTEGER REFERENCES unit (id),
  port     INTEGER CHECK (port BETWEEN 1 AND 9999),
  face     INTEGER NOT NULL DEFAULT 0 CHECK (face BETWEEN -1 AND 63),
  PRIMARY KEY (cord_id, seq),
  CHECK ((unit_id IS NULL) = (port IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX cord_more_z_unit ON cord_more_z (unit_id) WHERE unit_id IS NOT NULL;

-- What is plugged where, in one table for every kind of cable: kept by triggers, so that no program, whatever it is, can
-- book a port twice. A retired cable holds none.
CREATE TABLE plug (
  unit_id  INTEGER NOT NULL,
  face     INTEGER NOT NULL,
  port     INTEGER NOT NULL,
  trunk_id INTEGER,
  cord_id  INTEGER,
  PRIMARY KEY (unit_id, face, port)
) STRICT, WITHOUT ROWID;
INSERT INTO plug SELECT unit_id, -1, rear, trunk_id, NULL FROM trunk_port;
INSERT INTO plug SELECT unit_id, 0, port, NULL, cord_id FROM cord_port;

DROP TRIGGER cord_plugs_in;
DROP TRIGGER cord_plugs_in_at_z;
DROP TRIGGER cord_moves;
DROP TRIGGER cord_unplugs;
DROP TRIGGER trunk_plugs_in;
DROP TRIGGER trunk_moves;
DROP TRIGGER trunk_unplugs;
DROP TABLE cord_port;
DROP TABLE trunk_port;

CREATE TRIGGER cord_plugs_in AFTER INSERT ON cord WHEN NEW.status <> 'retired'
BEGIN
  INSERT INTO plug SELECT coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_face, NEW.a_face), coalesce(NEW.built_a_port, NEW.a_port), NULL, NEW.id;
  INSERT INTO plug SELECT coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_face, NEW.z_face), coalesce(NEW.built_z_port, NEW.z_port), NULL, NEW.id
    WHERE coalesce(NEW.built_z_unit_id, NEW.z_unit_id) IS NOT NULL;
END;
CREATE TRIGGER cord_moves AFTER UPDATE OF a_unit_id, a_port, a_face, z_unit_id, z_port, z_face, built_a_unit_id, built_a_port, built_a_face, built_z_unit_id, built_z_port, built_z_face, status ON cord
BEGIN
  DELETE FROM plug WHERE cord_id = OLD.id AND unit_id = coalesce(OLD.built_a_unit_id, OLD.a_unit_id)
    AND face = coalesce(OLD.built_a_face, OLD.a_face) AND port = coalesce(OLD.built_a_port, OLD.a_port);
  DELETE FROM plug WHERE cord_id = OLD.id AND unit_id = coalesce(OLD.built_z_unit_id, OLD.z_unit_id)
    AND face = coalesce(OLD.built_z_face, OLD.z_face) AND port = coalesce(OLD.built_z_port, OLD.z_port);
  INSERT INTO plug SELECT coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_face, NEW.a_face), coalesce(NEW.built_a_port, NEW.a_port), NULL, NEW.id
    WHERE NEW.status <> 'retired';
  INSERT INTO plug SELECT coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_face, NEW.z_face), coalesce(NEW.built_z_port, NEW.z_port), NULL, NEW.id
    WHERE NEW.status <> 'retired' AND coalesce(NEW.built_z_unit_id, NEW.z_unit_id) IS NOT NULL;
END;
CREATE TRIGGER cord_comes_or_goes AFTER UPDATE OF status ON cord WHEN (OLD.status = 'retired') <> (NEW.status = 'retired')
BEGIN
  DELETE FROM plug WHERE cord_id = OLD.id AND (unit_id, face, port) IN (SELECT unit_id, face, port FROM cord_more_a WHERE cord_id = OLD.id);
  DELETE FROM plug WHERE cord_id = OLD.id AND (unit_id, face, port) IN (SELECT unit_id, face, port FROM cord_more_z WHERE cord_id = OLD.id);
  INSERT INTO plug SELECT unit_id, face, port, NULL, NEW.id FROM cord_more_a
    WHERE cord_id = NEW.id AND unit_id IS NOT NULL AND NEW.status <> 'retired';
  INSERT INTO plug SELECT unit_id, face, port, NULL, NEW.id FROM cord_more_z
    WHERE cord_id = NEW.id AND unit_id IS NOT NULL AND NEW.status <> 'retired';
END;
CREATE TRIGGER cord_unplugs BEFORE DELETE ON cord
BEGIN
  DELETE FROM plug WHERE cord_id = OLD.id AND unit_id = coalesce(OLD.built_a_unit_id, OLD.a_unit_id)
    AND face = coalesce(OLD.built_a_face, OLD.a_face) AND port = coalesce(OLD.built_a_port, OLD.a_port);
  DELETE FROM plug WHERE cord_id = OLD.id AND unit_id = coalesce(OLD.built_z_unit_id, OLD.z_unit_id)
    AND face = coalesce(OLD.built_z_face, OLD.z_face) AND port = coalesce(OLD.built_z_port, OLD.z_port);
  DELETE FROM plug WHERE cord_id = OLD.id AND (unit_id, face, port) IN (SELECT unit_id, face, port FROM cord_more_a WHERE cord_id = OLD.id);
  DELETE FROM plug WHERE cord_id = OLD.id AND (unit_id, face, port) IN (SELECT unit_id, face, port FROM cord_more_z WHERE cord_id = OLD.id);
END;
CREATE TRIGGER cord_leg_plugs_in_at_a AFTER INSERT ON cord_more_a WHEN NEW.unit_id IS NOT NULL
BEGIN
  INSERT INTO plug SELECT NEW.unit_id, NEW.face, NEW.port, NULL, NEW.cord_id
    FROM cord WHERE id = NEW.cord_id AND status <> 'retired';
END;
CREATE TRIGGER cord_leg_unplugs_at_a BEFORE DELETE ON cord_more_a WHEN OLD.unit_id IS NOT NULL
BEGIN
  DELETE FROM plug WHERE cord_id = OLD.cord_id AND unit_id = OLD.unit_id AND face = OLD.face AND port = OLD.port;
END;
CREATE TRIGGER cord_leg_plugs_in_at_z AFTER INSERT ON cord_more_z WHEN NEW.unit_id IS NOT NULL
BEGIN
  INSERT INTO plug SELECT NEW.unit_id, NEW.face, NEW.port, NULL, NEW.cord_id
    FROM cord WHERE id = NEW.cord_id AND status <> 'retired';
END;
CREATE TRIGGER cord_leg_unplugs_at_z BEFORE DELETE ON cord_more_z WHEN OLD.unit_id IS NOT NULL
BEGIN
  DELETE FROM plug WHERE cord_id = OLD.cord_id AND unit_id = OLD.unit_id AND face = OLD.face AND port = OLD.port;
END;

CREATE TRIGGER trunk_plugs_in AFTER INSERT ON trunk WHEN NEW.status <> 'retired'
BEGIN
  INSERT INTO plug SELECT coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_face, NEW.a_face), coalesce(NEW.built_a_rear, NEW.a_rear), NEW.id, NULL;
  INSERT INTO plug SELECT coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_face, NEW.z_face), coalesce(NEW.built_z_rear, NEW.z_rear), NEW.id, NULL;
END;
CREATE TRIGGER trunk_moves AFTER UPDATE OF a_unit_id, a_rear, a_face, z_unit_id, z_rear, z_face, built_a_unit_id, built_a_rear, built_a_face, built_z_unit_id, built_z_rear, built_z_face, status ON trunk
BEGIN
  DELETE FROM plug WHERE trunk_id = OLD.id AND unit_id = coalesce(OLD.built_a_unit_id, OLD.a_unit_id)
    AND face = coalesce(OLD.built_a_face, OLD.a_face) AND port = coalesce(OLD.built_a_rear, OLD.a_rear);
  DELETE FROM plug WHERE trunk_id = OLD.id AND unit_id = coalesce(OLD.built_z_unit_id, OLD.z_unit_id)
    AND face = coalesce(OLD.built_z_face, OLD.z_face) AND port = coalesce(OLD.built_z_rear, OLD.z_rear);
  INSERT INTO plug SELECT coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_face, NEW.a_face), coalesce(NEW.built_a_rear, NEW.a_rear), NEW.id, NULL
    WHERE NEW.status <> 'retired';
  INSERT INTO plug SELECT coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_face, NEW.z_face), coalesce(NEW.built_z_rear, NEW.z_rear), NEW.id, NULL
    WHERE NEW.status <> 'retired';
END;
CREATE TRIGGER trunk_comes_or_goes AFTER UPDATE OF status ON trunk WHEN (OLD.status = 'retired') <> (NEW.status = 'retired')
BEGIN
  DELETE FROM plug WHERE trunk_id = OLD.id AND (unit_id, face, port) IN (SELECT unit_id, face, port FROM trunk_more_a WHERE trunk_id = OLD.id);
  DELETE FROM plug WHERE trunk_id = OLD.id AND (unit_id, face, port) IN (SELECT unit_id, face, port FROM trunk_more_z WHERE trunk_id = OLD.id);
  INSERT INTO plug SELECT unit_id, face, port, NEW.id, NULL FROM trunk_more_a
    WHERE trunk_id = NEW.id AND unit_id IS NOT NULL AND NEW.status <> 'retired';
  INSERT INTO plug SELECT unit_id, face, port, NEW.id, NULL FROM trunk_more_z
    WHERE trunk_id = NEW.id AND unit_id IS NOT NULL AND NEW.status <> 'retired';
END;
CREATE TRIGGER trunk_unplugs BEFORE DELETE ON trunk
BEGIN
  DELETE FROM plug WHERE trunk_id = OLD.id AND unit_id = coalesce(OLD.built_a_unit_id, OLD.a_unit_id)
    AND face = coalesce(OLD.built_a_face, OLD.a_face) AND port = coalesce(OLD.built_a_rear, OLD.a_rear);
  DELETE FROM plug WHERE trunk_id = OLD.id AND unit_id = coalesce(OLD.built_z_unit_id, OLD.z_unit_id)
    AND face = coalesce(OLD.built_z_face, OLD.z_face) AND port = coalesce(OLD.built_z_rear, OLD.z_rear);
  DELETE FROM plug WHERE trunk_id = OLD.id AND (unit_id, face, port) IN (SELECT unit_id, face, port FROM trunk_more_a WHERE trunk_id = OLD.id);
  DELETE FROM plug WHERE trunk_id = OLD.id AND (unit_id, face, port) IN (SELECT unit_id, face, port FROM trunk_more_z WHERE trunk_id = OLD.id);
END;
CREATE TRIGGER trunk_leg_plugs_in_at_a AFTER INSERT ON trunk_more_a WHEN NEW.unit_id IS NOT NULL
BEGIN
  INSERT INTO plug SELECT NEW.unit_id, NEW.face, NEW.port, NEW.trunk_id, NULL
    FROM trunk WHERE id = NEW.trunk_id AND status <> 'retired';
END;
CREATE TRIGGER trunk_leg_unplugs_at_a BEFORE DELETE ON trunk_more_a WHEN OLD.unit_id IS NOT NULL
BEGIN
  DELETE FROM plug WHERE trunk_id = OLD.trunk_id AND unit_id = OLD.unit_id AND face = OLD.face AND port = OLD.port;
END;
CREATE TRIGGER trunk_leg_plugs_in_at_z AFTER INSERT ON trunk_more_z WHEN NEW.unit_id IS NOT NULL
BEGIN
  INSERT INTO plug SELECT NEW.unit_id, NEW.face, NEW.port, NEW.trunk_id, NULL
    FROM trunk WHERE id = NEW.trunk_id AND status <> 'retired';
END;
CREATE TRIGGER trunk_leg_unplugs_at_z BEFORE DELETE ON trunk_more_z WHEN OLD.unit_id IS NOT NULL
BEGIN
  DELETE FROM plug WHERE trunk_id = OLD.trunk_id AND unit_id = OLD.unit_id AND face = OLD.face AND port = OLD.port;
END;

-- A port carries one link, or one on each of its legs.
ALTER TABLE link_port RENAME TO link_port_before;
CREATE TABLE link_port (
  unit_id INTEGER NOT NULL,
  port    INTEGER NOT NULL,
  leg     INTEGER NOT NULL,
  link_id INTEGER NOT NULL,
  PRIMARY KEY (unit_id, port, leg)
) STRICT, WITHOUT ROWID;
INSERT INTO link_port SELECT unit_id, port, 0, link_id FROM link_port_before;
DROP TRIGGER link_takes_ports;
DROP TRIGGER link_moves;
DROP TRIGGER link_frees_ports;
DROP TABLE link_port_before;
CREATE TRIGGER link_takes_ports AFTER INSERT ON link
BEGIN
  INSERT INTO link_port VALUES
    (NEW.a_unit_id, NEW.a_port, NEW.a_leg, NEW.id),
    (NEW.z_unit_id, NEW.z_port, NEW.z_leg, NEW.id);
END;
CREATE TRIGGER link_moves AFTER UPDATE OF a_unit_id, a_port, a_leg, z_unit_id, z_port, z_leg ON link
BEGIN
  DELETE FROM link_port WHERE unit_id = OLD.a_unit_id AND port = OLD.a_port AND leg = OLD.a_leg;
  DELETE FROM link_port WHERE unit_id = OLD.z_unit_id AND port = OLD.z_port AND leg = OLD.z_leg;
  INSERT INTO link_port VALUES (NEW.a_unit_id, NEW.a_port, NEW.a_leg, NEW.id);
  INSERT INTO link_port VALUES (NEW.z_unit_id, NEW.z_port, NEW.z_leg, NEW.id);
END;
CREATE TRIGGER link_frees_ports BEFORE DELETE ON link
BEGIN
  DELETE FROM link_port WHERE unit_id = OLD.a_unit_id AND port = OLD.a_port AND leg = OLD.a_leg;
  DELETE FROM link_port WHERE unit_id = OLD.z_unit_id AND port = OLD.z_port AND leg = OLD.z_leg;
END;
CREATE TRIGGER link_takes_whole_port BEFORE INSERT ON link_port
WHEN EXISTS (SELECT 1 FROM link_port WHERE unit_id = NEW.unit_id AND port = NEW.port AND (NEW.leg = 0 OR leg = 0))
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: link_port.unit_id');
END;

-- A patch cord that is laid over pathways fills, bends and costs like any other cable.
ALTER TABLE cord ADD COLUMN diverse_group TEXT CHECK (length(diverse_group) BETWEEN 1 AND 64);
CREATE TABLE cord_segment (
  cord_id    INTEGER NOT NULL REFERENCES cord (id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL CHECK (seq >= 1),
  segment_id INTEGER NOT NULL REFERENCES segment (id),
  PRIMARY KEY (cord_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX cord_segment_segment ON cord_segment (segment_id);

-- Which strand is spliced to which, in the closure where both cables end.
CREATE TABLE splice (
  id         INTEGER PRIMARY KEY,
  label      TEXT NOT NULL UNIQUE CHECK (length(label) BETWEEN 1 AND 64),
  a_trunk_id INTEGER NOT NULL REFERENCES trunk (id),
  a_strand   INTEGER NOT NULL CHECK (a_strand BETWEEN 1 AND 9999),
  z_trunk_id INTEGER NOT NULL REFERENCES trunk (id),
  z_strand   INTEGER NOT NULL CHECK (z_strand BETWEEN 1 AND 9999),
  count      INTEGER NOT NULL DEFAULT 1 CHECK (count BETWEEN 1 AND 9999),
  loss_mdb   INTEGER CHECK (abs(loss_mdb) <= 100000),
  tray       TEXT NOT NULL DEFAULT '',
  metadata   TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX splice_a ON splice (a_trunk_id);
CREATE INDEX splice_z ON splice (z_trunk_id);
