-- What every change did: each object before and after, chained by hashes so that tampering shows.
-- Changes of an older fiberplan stay as they are, without edits and without a hash.

ALTER TABLE change ADD COLUMN work_order TEXT CHECK (length(work_order) BETWEEN 1 AND 64);
-- The change that this one takes back.
ALTER TABLE change ADD COLUMN undoes INTEGER;
-- SHA-256 over the hash before, this row and its edits, in hexadecimal.
ALTER TABLE change ADD COLUMN hash TEXT CHECK (length(hash) = 64);
CREATE INDEX change_work_order ON change (work_order) WHERE work_order IS NOT NULL;
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

-- What a change did to each object, in pages of JSON lines: {"kind", "implied", "before", "after"}. An object that was added
-- has no before, one that was removed no after. Within a page each object holds only what differs from the one of its
-- kind that stands before it, null being a fact that is gone.
CREATE TABLE change_page (
  id        INTEGER PRIMARY KEY,
  change_id INTEGER NOT NULL,
  page      INTEGER NOT NULL,
  edits     INTEGER NOT NULL,
  body      TEXT NOT NULL,
  UNIQUE (change_id, page)
) STRICT;

-- Where an object is to be found: a hash of every name that it had before or after, to pages.
CREATE TABLE change_name (
  hash    INTEGER NOT NULL,
  page_id INTEGER NOT NULL,
  PRIMARY KEY (hash, page_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER change_is_kept BEFORE DELETE ON change
BEGIN
  SELECT RAISE(ABORT, 'history is never edited');
END;
CREATE TRIGGER change_is_fixed BEFORE UPDATE ON change
BEGIN
  SELECT RAISE(ABORT, 'history is never edited');
END;
CREATE TRIGGER change_page_is_kept BEFORE DELETE ON change_page
BEGIN
  SELECT RAISE(ABORT, 'history is never edited');
END;
CREATE TRIGGER change_page_is_fixed BEFORE UPDATE ON change_page
BEGIN
  SELECT RAISE(ABORT, 'history is never edited');
END;
CREATE TRIGGER change_name_is_kept BEFORE DELETE ON change_name
BEGIN
  SELECT RAISE(ABORT, 'history is never edited');
END;
CREATE TRIGGER change_name_is_fixed BEFORE UPDATE ON change_name
BEGIN
  SELECT RAISE(ABORT, 'history is never edited');
END;
