-- Racks as they are: how their units are counted, both faces, slots, the places beside the rails, how deep a device is; and
-- kinds of device.

-- What a CHECK allows is widened in place: the tables themselves, and all that refers to them, stay as they are. A slot above
-- 99 is at the rear face, and 200 is a place beside the rails, which is counted by u.
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'CHECK (slot BETWEEN 0 AND 99)', 'CHECK (slot BETWEEN 0 AND 200)')
  WHERE type = 'table' AND name = 'unit';
UPDATE sqlite_master SET sql = replace(sql, 'CHECK (u BETWEEN 1 AND 999)', 'CHECK (u BETWEEN 0 AND 999)')
  WHERE type = 'table' AND name = 'unit';
UPDATE sqlite_master SET sql = replace(sql, '''cord-type'', ''optic''', '''cord-type'', ''optic'', ''device-type''')
  WHERE type = 'table' AND name = 'catalogue_entry';
PRAGMA writable_schema = RESET;

ALTER TABLE rack ADD COLUMN units_from TEXT CHECK (units_from IN ('bottom', 'top'));
ALTER TABLE rack ADD COLUMN first_unit INTEGER CHECK (first_unit BETWEEN 0 AND 99);
ALTER TABLE unit ADD COLUMN device_type_id INTEGER REFERENCES catalogue_entry (id);
ALTER TABLE unit ADD COLUMN depth TEXT CHECK (depth IN ('half', 'full'));
ALTER TABLE device_port ADD COLUMN cage TEXT CHECK (length(cage) BETWEEN 1 AND 64);
ALTER TABLE hall ADD COLUMN pins TEXT CHECK (pins IN ('pinned-trunks', 'pinned-cassettes'));
CREATE INDEX unit_by_device_type ON unit (device_type_id) WHERE device_type_id IS NOT NULL;
