-- What people call a hall and a rack, beside the label and the address, and the site that a hall is on.
ALTER TABLE hall ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE hall ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE rack ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- A sheet may call every port by the name of its unit.
CREATE INDEX unit_by_label ON unit (label) WHERE label <> '';
CREATE INDEX rack_by_name ON rack (name) WHERE name <> '';
