-- What is plugged where. Kept by triggers from the rows above, so that no program, whatever it is,
-- can book a port twice: a retired cord or trunk holds none.

CREATE TABLE cord_port (
  unit_id INTEGER NOT NULL,
  port    INTEGER NOT NULL,
  cord_id INTEGER NOT NULL,
  PRIMARY KEY (unit_id, port)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER cord_plugs_in AFTER INSERT ON cord WHEN NEW.status <> 'retired'
BEGIN
  INSERT INTO cord_port VALUES (NEW.a_unit_id, NEW.a_port, NEW.id);
END;
CREATE TRIGGER cord_plugs_in_at_z AFTER INSERT ON cord WHEN NEW.z_unit_id IS NOT NULL AND NEW.status <> 'retired'
BEGIN
  INSERT INTO cord_port VALUES (NEW.z_unit_id, NEW.z_port, NEW.id);
END;
CREATE TRIGGER cord_moves AFTER UPDATE OF a_unit_id, a_port, z_unit_id, z_port, status ON cord
BEGIN
  DELETE FROM cord_port WHERE unit_id = OLD.a_unit_id AND port = OLD.a_port AND cord_id = OLD.id;
  DELETE FROM cord_port WHERE unit_id = OLD.z_unit_id AND port = OLD.z_port AND cord_id = OLD.id;
  INSERT INTO cord_port SELECT NEW.a_unit_id, NEW.a_port, NEW.id WHERE NEW.status <> 'retired';
  INSERT INTO cord_port SELECT NEW.z_unit_id, NEW.z_port, NEW.id WHERE NEW.status <> 'retired' AND NEW.z_unit_id IS NOT NULL;
END;
CREATE TRIGGER cord_unplugs BEFORE DELETE ON cord
BEGIN
  DELETE FROM cord_port WHERE unit_id = OLD.a_unit_id AND port = OLD.a_port AND cord_id = OLD.id;
  DELETE FROM cord_port WHERE unit_id = OLD.z_unit_id AND port = OLD.z_port AND cord_id = OLD.id;
END;

CREATE TABLE link_port (
  unit_id INTEGER NOT NULL,
  port    INTEGER NOT NULL,
  link_id INTEGER NOT NULL,
  PRIMARY KEY (unit_id, port)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER link_takes_ports AFTER INSERT ON link
BEGIN
  INSERT INTO link_port VALUES
    (NEW.a_unit_id, NEW.a_port, NEW.id),
    (NEW.z_unit_id, NEW.z_port, NEW.id);
END;
CREATE TRIGGER link_moves AFTER UPDATE OF a_unit_id, a_port, z_unit_id, z_port ON link
BEGIN
  DELETE FROM link_port WHERE unit_id = OLD.a_unit_id AND port = OLD.a_port;
  DELETE FROM link_port WHERE unit_id = OLD.z_unit_id AND port = OLD.z_port;
  INSERT INTO link_port VALUES (NEW.a_unit_id, NEW.a_port, NEW.id);
  INSERT INTO link_port VALUES (NEW.z_unit_id, NEW.z_port, NEW.id);
END;
CREATE TRIGGER link_frees_ports BEFORE DELETE ON link
BEGIN
  DELETE FROM link_port WHERE unit_id = OLD.a_unit_id AND port = OLD.a_port;
  DELETE FROM link_port WHERE unit_id = OLD.z_unit_id AND port = OLD.z_port;
END;

CREATE TABLE trunk_port (
  unit_id  INTEGER NOT NULL,
  rear     INTEGER NOT NULL,
  trunk_id INTEGER NOT NULL,
  PRIMARY KEY (unit_id, rear)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER trunk_plugs_in AFTER INSERT ON trunk WHEN NEW.status <> 'retired'
BEGIN
  INSERT INTO trunk_port VALUES (NEW.a_unit_id, NEW.a_rear, NEW.id);
  INSERT INTO trunk_port VALUES (NEW.z_unit_id, NEW.z_rear, NEW.id);
END;
CREATE TRIGGER trunk_moves AFTER UPDATE OF a_unit_id, a_rear, z_unit_id, z_rear, status ON trunk
BEGIN
  DELETE FROM trunk_port WHERE unit_id = OLD.a_unit_id AND rear = OLD.a_rear AND trunk_id = OLD.id;
  DELETE FROM trunk_port WHERE unit_id = OLD.z_unit_id AND rear = OLD.z_rear AND trunk_id = OLD.id;
  INSERT INTO trunk_port SELECT NEW.a_unit_id, NEW.a_rear, NEW.id WHERE NEW.status <> 'retired';
  INSERT INTO trunk_port SELECT NEW.z_unit_id, NEW.z_rear, NEW.id WHERE NEW.status <> 'retired';
END;
CREATE TRIGGER trunk_unplugs BEFORE DELETE ON trunk
BEGIN
  DELETE FROM trunk_port WHERE unit_id = OLD.a_unit_id AND rear = OLD.a_rear AND trunk_id = OLD.id;
  DELETE FROM trunk_port WHERE unit_id = OLD.z_unit_id AND rear = OLD.z_rear AND trunk_id = OLD.id;
END;
