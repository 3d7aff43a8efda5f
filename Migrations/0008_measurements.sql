-- What a field tester found on a strand: the newest value for each wavelength, with where it comes from.
CREATE TABLE measurement (
  trunk_id      INTEGER NOT NULL REFERENCES trunk (id) ON DELETE CASCADE,
  strand        INTEGER NOT NULL CHECK (strand BETWEEN 1 AND 9999),
  wavelength_nm INTEGER NOT NULL CHECK (wavelength_nm BETWEEN 600 AND 2000),
  loss_mdb      INTEGER NOT NULL CHECK (abs(loss_mdb) <= 100000),
  length_mm     INTEGER CHECK (length_mm BETWEEN 0 AND 1000000000),
  measured_at   TEXT NOT NULL DEFAULT '',
  instrument    TEXT NOT NULL DEFAULT '',
  file          TEXT NOT NULL DEFAULT '',
  metadata      TEXT NOT NULL DEFAULT '{}' CHECK (metadata = '{}' OR (json_valid(metadata) AND json_type(metadata) = 'object')),
  note          TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (trunk_id, strand, wavelength_nm)
) STRICT, WITHOUT ROWID;
