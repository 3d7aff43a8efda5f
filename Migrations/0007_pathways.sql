-- Pathways grown up: what a tray may hold, what it shares its fate with, and what is allowed for in lengths.
-- Empty fields leave the defaults of the trade, which the program names where it uses them.

ALTER TABLE hall ADD COLUMN service_loop_mm INTEGER CHECK (service_loop_mm BETWEEN 0 AND 100000);
ALTER TABLE hall ADD COLUMN slack_pct INTEGER CHECK (slack_pct BETWEEN 0 AND 100);
ALTER TABLE hall ADD COLUMN overlength_pct INTEGER CHECK (overlength_pct BETWEEN 0 AND 1000);

ALTER TABLE node ADD COLUMN entry TEXT CHECK (entry IS NULL OR (entry IN ('top', 'bottom') AND rack_id IS NOT NULL));

ALTER TABLE segment ADD COLUMN plan_fill_pct INTEGER CHECK (plan_fill_pct BETWEEN 1 AND 100);
ALTER TABLE segment ADD COLUMN hard_fill_pct INTEGER CHECK (hard_fill_pct BETWEEN 1 AND 100);
ALTER TABLE segment ADD COLUMN allowed_cables TEXT NOT NULL DEFAULT '' CHECK (length(allowed_cables) <= 4096);

-- Fire zones, room walls: what takes down every segment that carries the tag.
CREATE TABLE segment_tag (
  tag        TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 64),
  segment_id INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
  PRIMARY KEY (tag, segment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_tag_segment ON segment_tag (segment_id);

-- Trunks, or links, of one group are meant to share no segment and no tag.
ALTER TABLE trunk ADD COLUMN diverse_group TEXT CHECK (length(diverse_group) BETWEEN 1 AND 64);
ALTER TABLE link ADD COLUMN diverse_group TEXT CHECK (length(diverse_group) BETWEEN 1 AND 64);
CREATE INDEX trunk_diverse ON trunk (diverse_group) WHERE diverse_group IS NOT NULL;
CREATE INDEX link_diverse ON link (diverse_group) WHERE diverse_group IS NOT NULL;
