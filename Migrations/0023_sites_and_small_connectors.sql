-- Halls that say where they lie on their site, half rack units, slots of a width, external ends with what is lost behind
-- them; return loss, reach that a harness leaves; modules, panels and cords of the smaller connectors.

PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'CHECK (slot BETWEEN 0 AND 200)', 'CHECK (slot BETWEEN 0 AND 499)')
  WHERE type = 'table' AND name = 'unit';
PRAGMA writable_schema = RESET;
ALTER TABLE unit ADD COLUMN outside TEXT NOT NULL DEFAULT '';
ALTER TABLE device_port ADD COLUMN beyond_mdb INTEGER CHECK (beyond_mdb BETWEEN 0 AND 100000);
ALTER TABLE hall ADD COLUMN x_mm INTEGER CHECK (x_mm BETWEEN -100000000 AND 100000000);
ALTER TABLE hall ADD COLUMN y_mm INTEGER CHECK (y_mm BETWEEN -100000000 AND 100000000);
ALTER TABLE hall ADD COLUMN turn_deg INTEGER CHECK (turn_deg BETWEEN 0 AND 359);

-- VALUES goes straight into the table; a SELECT without a table is kept in one of its own first, for each row.
DROP TRIGGER cord_plugs_in;
CREATE TRIGGER cord_plugs_in AFTER INSERT ON cord WHEN NEW.status <> 'retired'
BEGIN
  INSERT INTO plug VALUES (coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_face, NEW.a_face),
    coalesce(NEW.built_a_port, NEW.a_port), NULL, NEW.id);
END;
CREATE TRIGGER cord_plugs_in_at_z AFTER INSERT ON cord
WHEN coalesce(NEW.built_z_unit_id, NEW.z_unit_id) IS NOT NULL AND NEW.status <> 'retired'
BEGIN
  INSERT INTO plug VALUES (coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_face, NEW.z_face),
    coalesce(NEW.built_z_port, NEW.z_port), NULL, NEW.id);
END;

DROP TRIGGER trunk_plugs_in;
CREATE TRIGGER trunk_plugs_in AFTER INSERT ON trunk WHEN NEW.status <> 'retired'
BEGIN
  INSERT INTO plug VALUES (coalesce(NEW.built_a_unit_id, NEW.a_unit_id), coalesce(NEW.built_a_face, NEW.a_face),
    coalesce(NEW.built_a_rear, NEW.a_rear), NEW.id, NULL);
  INSERT INTO plug VALUES (coalesce(NEW.built_z_unit_id, NEW.z_unit_id), coalesce(NEW.built_z_face, NEW.z_face),
    coalesce(NEW.built_z_rear, NEW.z_rear), NEW.id, NULL);
END;
DROP TRIGGER link_takes_ports;
CREATE TRIGGER link_takes_ports AFTER INSERT ON link
BEGIN
  INSERT INTO link_port VALUES (NEW.a_unit_id, NEW.a_port, NEW.a_leg, NEW.id);
  INSERT INTO link_port VALUES (NEW.z_unit_id, NEW.z_port, NEW.z_leg, NEW.id);
END;

DROP TRIGGER catalogue_built_in_is_fixed;
UPDATE catalogue_entry SET body = json_set(body, '$.grades[0].returnLoss_mdB', json('{"value":60000,"trust":"vendor","source":"asked for by one maker of single-mode array connectors"}'),
  '$.grades[1].returnLoss_mdB', json('{"value":60000,"trust":"vendor","source":"asked for by one maker of single-mode array connectors"}')) WHERE built_in = 1 AND kind = 'connector' AND name IN ('MPO-12', 'MPO-16', 'MPO-24', 'MMC-12', 'MMC-16', 'MMC-24', 'SN-MT-8', 'SN-MT-16');
UPDATE catalogue_entry SET body = json_set(body, '$.grades[0].returnLoss_mdB', json('{"value":35000,"trust":"vendor","source":"asked for by one maker of multimode array connectors"}'),
  '$.grades[1].returnLoss_mdB', json('{"value":35000,"trust":"vendor","source":"asked for by one maker of multimode array connectors"}')) WHERE built_in = 1 AND kind = 'connector' AND name IN ('MPO-12-PC', 'MPO-24-PC');
UPDATE catalogue_entry SET body = json_set(body, '$.grades[0].returnLoss_mdB', json('{"value":55000,"trust":"vendor","source":"connector makers'' data sheets, UPC"}'),
  '$.grades[1].returnLoss_mdB', json('{"value":55000,"trust":"vendor","source":"connector makers'' data sheets, UPC"}')) WHERE built_in = 1 AND kind = 'connector' AND name IN ('LC-duplex', 'LC-simplex');
UPDATE catalogue_entry SET body = json_set(body, '$.reach_m', json('{"value":50,"trust":"vendor","source":"one maker: 50 m in all over single-mode splitters"}'))
  WHERE built_in = 1 AND kind = 'cord-type' AND name = 'MPO-12-2xMPO-12-SM-F';

CREATE TRIGGER catalogue_built_in_is_fixed BEFORE UPDATE ON catalogue_entry WHEN OLD.built_in = 1
BEGIN
  SELECT RAISE(ABORT, 'built-in catalogue rows are never edited');
END;

INSERT INTO catalogue_entry (kind, name, built_in, source, trust, body) VALUES
  ('cassette-type', 'SN-24-PANEL', 1, 'feed-through panel: one mated pair a port', 'assumed',
   '{"rear":{"connector":"SN","count":24,"grade":"low-loss"},"front":{"connector":"SN","count":24,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'CS-24-PANEL', 1, 'feed-through panel: one mated pair a port', 'assumed',
   '{"rear":{"connector":"CS","count":24,"grade":"low-loss"},"front":{"connector":"CS","count":24,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MDC-24-PANEL', 1, 'feed-through panel: one mated pair a port', 'assumed',
   '{"rear":{"connector":"MDC","count":24,"grade":"low-loss"},"front":{"connector":"MDC","count":24,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-12-SN-6-M', 1, 'cassette of 12 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-12","count":1,"grade":"low-loss","adapter":"A","pinned":true},"front":{"connector":"SN","count":6,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-12-CS-6-M', 1, 'cassette of 12 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-12","count":1,"grade":"low-loss","adapter":"A","pinned":true},"front":{"connector":"CS","count":6,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-12-MDC-6-M', 1, 'cassette of 12 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-12","count":1,"grade":"low-loss","adapter":"A","pinned":true},"front":{"connector":"MDC","count":6,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-24-LC-12-M', 1, 'cassette of 24 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-24","count":1,"grade":"low-loss","adapter":"A","pinned":true},"front":{"connector":"LC-duplex","count":12,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-24-SN-12-M', 1, 'cassette of 24 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-24","count":1,"grade":"low-loss","adapter":"A","pinned":true},"front":{"connector":"SN","count":12,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-24-MDC-12-M', 1, 'cassette of 24 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-24","count":1,"grade":"low-loss","adapter":"A","pinned":true},"front":{"connector":"MDC","count":12,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'SN-MT-16-LC-8-M', 1, 'cassette of 16 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"SN-MT-16","count":1,"grade":"low-loss","adapter":"A","pinned":true},"front":{"connector":"LC-duplex","count":8,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MMC-16-LC-8-M', 1, 'cassette of 16 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MMC-16","count":1,"grade":"low-loss","adapter":"A","pinned":true},"front":{"connector":"LC-duplex","count":8,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-12-SN-6-F', 1, 'cassette of 12 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-12","count":1,"grade":"low-loss","adapter":"A","pinned":false},"front":{"connector":"SN","count":6,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-12-CS-6-F', 1, 'cassette of 12 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-12","count":1,"grade":"low-loss","adapter":"A","pinned":false},"front":{"connector":"CS","count":6,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-12-MDC-6-F', 1, 'cassette of 12 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-12","count":1,"grade":"low-loss","adapter":"A","pinned":false},"front":{"connector":"MDC","count":6,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-24-LC-12-F', 1, 'cassette of 24 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-24","count":1,"grade":"low-loss","adapter":"A","pinned":false},"front":{"connector":"LC-duplex","count":12,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-24-SN-12-F', 1, 'cassette of 24 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-24","count":1,"grade":"low-loss","adapter":"A","pinned":false},"front":{"connector":"SN","count":12,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-24-MDC-12-F', 1, 'cassette of 24 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MPO-24","count":1,"grade":"low-loss","adapter":"A","pinned":false},"front":{"connector":"MDC","count":12,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'SN-MT-16-LC-8-F', 1, 'cassette of 16 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"SN-MT-16","count":1,"grade":"low-loss","adapter":"A","pinned":false},"front":{"connector":"LC-duplex","count":8,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MMC-16-LC-8-F', 1, 'cassette of 16 positions, pairs in order', 'assumed',
   '{"rear":{"connector":"MMC-16","count":1,"grade":"low-loss","adapter":"A","pinned":false},"front":{"connector":"LC-duplex","count":8,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'SN-MT-16x12-PANEL-A', 1, 'feed-through panel: one mated pair a port; adapters key up to key down', 'assumed',
   '{"rear":{"connector":"SN-MT-16","count":12,"grade":"low-loss","adapter":"A"},"front":{"connector":"SN-MT-16","count":12,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,100,101,102,103,104,105,106,107,108,109,110,111,112,113,114,115,116,117,118,119,120,121,122,123,124,125,126,127,128,129,130,131,132,133,134,135,136,137,138,139,140,141,142,143,144,145,146,147,148,149,150,151,152,153,154,155,156,157,158,159,160,161,162,163,164,165,166,167,168,169,170,171,172,173,174,175,176,177,178,179,180,181,182,183,184,185,186,187,188,189,190,191,192],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-12x12-PANEL-A-UNLOADED', 1, 'panel of 12 openings without adapters, which are bought by themselves', 'assumed',
   '{"rear":{"connector":"MPO-12","count":12,"grade":"low-loss","adapter":"A"},"front":{"connector":"MPO-12","count":12,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,100,101,102,103,104,105,106,107,108,109,110,111,112,113,114,115,116,117,118,119,120,121,122,123,124,125,126,127,128,129,130,131,132,133,134,135,136,137,138,139,140,141,142,143,144],"fibreClass":"G.657.A2","height_u":1,"adaptersSeparate":true}'),
  ('cassette-type', 'MPO-12x6-PANEL-A-HALF', 1, 'panel of half a rack unit in height', 'assumed',
   '{"rear":{"connector":"MPO-12","count":6,"grade":"low-loss","adapter":"A"},"front":{"connector":"MPO-12","count":6,"grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72],"fibreClass":"G.657.A2","height_u":0.5}'),
  ('trunk-type', 'SN-MT-16x12-B-M', 1, 'derived from type B of 12 positions', 'assumed',
   '{"connector":"SN-MT-16","grade":"low-loss","strands":192,"strandMap":[16,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,32,31,30,29,28,27,26,25,24,23,22,21,20,19,18,17,48,47,46,45,44,43,42,41,40,39,38,37,36,35,34,33,64,63,62,61,60,59,58,57,56,55,54,53,52,51,50,49,80,79,78,77,76,75,74,73,72,71,70,69,68,67,66,65,96,95,94,93,92,91,90,89,88,87,86,85,84,83,82,81,112,111,110,109,108,107,106,105,104,103,102,101,100,99,98,97,128,127,126,125,124,123,122,121,120,119,118,117,116,115,114,113,144,143,142,141,140,139,138,137,136,135,134,133,132,131,130,129,160,159,158,157,156,155,154,153,152,151,150,149,148,147,146,145,176,175,174,173,172,171,170,169,168,167,166,165,164,163,162,161,192,191,190,189,188,187,186,185,184,183,182,181,180,179,178,177],"fibreClass":"G.657.A2","outerDiameter_um":{"value":13500,"trust":"assumed","source":"engineering estimate; check the data sheet"},"colourScheme":"TIA-598-16-LIME","stockLengths_mm":[5000,10000,15000,20000,25000,30000,40000,50000,75000,100000,150000,200000,300000],"plugsA":12,"plugsZ":12,"pinnedA":true,"pinnedZ":true}'),
  ('trunk-type', 'MPO-24-B-M', 1, 'type B of 24 positions, each row turned round; outer diameter is an estimate', 'assumed',
   '{"connector":"MPO-24","grade":"low-loss","strands":24,"strandMap":[12,11,10,9,8,7,6,5,4,3,2,1,24,23,22,21,20,19,18,17,16,15,14,13],"fibreClass":"G.657.A2","outerDiameter_um":{"value":3800,"trust":"assumed","source":"engineering estimate; check the data sheet"},"colourScheme":"TIA-598","stockLengths_mm":[5000,10000,15000,20000,25000,30000,40000,50000,75000,100000,150000,200000,300000],"pinnedA":true,"pinnedZ":true}'),
  ('trunk-type', 'SN-MT-16x12-B-F', 1, 'derived from type B of 12 positions', 'assumed',
   '{"connector":"SN-MT-16","grade":"low-loss","strands":192,"strandMap":[16,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,32,31,30,29,28,27,26,25,24,23,22,21,20,19,18,17,48,47,46,45,44,43,42,41,40,39,38,37,36,35,34,33,64,63,62,61,60,59,58,57,56,55,54,53,52,51,50,49,80,79,78,77,76,75,74,73,72,71,70,69,68,67,66,65,96,95,94,93,92,91,90,89,88,87,86,85,84,83,82,81,112,111,110,109,108,107,106,105,104,103,102,101,100,99,98,97,128,127,126,125,124,123,122,121,120,119,118,117,116,115,114,113,144,143,142,141,140,139,138,137,136,135,134,133,132,131,130,129,160,159,158,157,156,155,154,153,152,151,150,149,148,147,146,145,176,175,174,173,172,171,170,169,168,167,166,165,164,163,162,161,192,191,190,189,188,187,186,185,184,183,182,181,180,179,178,177],"fibreClass":"G.657.A2","outerDiameter_um":{"value":13500,"trust":"assumed","source":"engineering estimate; check the data sheet"},"colourScheme":"TIA-598-16-LIME","stockLengths_mm":[5000,10000,15000,20000,25000,30000,40000,50000,75000,100000,150000,200000,300000],"plugsA":12,"plugsZ":12,"pinnedA":false,"pinnedZ":false}'),
  ('trunk-type', 'MPO-24-B-F', 1, 'type B of 24 positions, each row turned round; outer diameter is an estimate', 'assumed',
   '{"connector":"MPO-24","grade":"low-loss","strands":24,"strandMap":[12,11,10,9,8,7,6,5,4,3,2,1,24,23,22,21,20,19,18,17,16,15,14,13],"fibreClass":"G.657.A2","outerDiameter_um":{"value":3800,"trust":"assumed","source":"engineering estimate; check the data sheet"},"colourScheme":"TIA-598","stockLengths_mm":[5000,10000,15000,20000,25000,30000,40000,50000,75000,100000,150000,200000,300000],"pinnedA":false,"pinnedZ":false}'),
  ('cord-type', 'SN-AB-SM', 1, 'very small form factor cords as sold; polarity after TIA-568', 'assumed',
   '{"connectorA":"SN","connectorZ":"SN","grade":"low-loss","strandMap":[2,1],"polarity":"A-to-B","fibreClass":"G.657.A2","bendRadiusAtRest_um":{"value":25000,"trust":"vendor","source":"cabling guides: 25 mm for duplex cords"},"stockLengths_mm":[500,1000,1500,2000,3000,5000,7500,10000,15000,20000,30000]}'),
  ('cord-type', 'SN-LC-AB-SM', 1, 'very small form factor cords as sold; polarity after TIA-568', 'assumed',
   '{"connectorA":"SN","connectorZ":"LC-duplex","grade":"low-loss","strandMap":[2,1],"polarity":"A-to-B","fibreClass":"G.657.A2","bendRadiusAtRest_um":{"value":25000,"trust":"vendor","source":"cabling guides: 25 mm for duplex cords"},"stockLengths_mm":[500,1000,1500,2000,3000,5000,7500,10000,15000,20000,30000]}'),
  ('cord-type', 'CS-AB-SM', 1, 'very small form factor cords as sold; polarity after TIA-568', 'assumed',
   '{"connectorA":"CS","connectorZ":"CS","grade":"low-loss","strandMap":[2,1],"polarity":"A-to-B","fibreClass":"G.657.A2","bendRadiusAtRest_um":{"value":25000,"trust":"vendor","source":"cabling guides: 25 mm for duplex cords"},"stockLengths_mm":[500,1000,1500,2000,3000,5000,7500,10000,15000,20000,30000]}'),
  ('cord-type', 'CS-LC-AB-SM', 1, 'very small form factor cords as sold; polarity after TIA-568', 'assumed',
   '{"connectorA":"CS","connectorZ":"LC-duplex","grade":"low-loss","strandMap":[2,1],"polarity":"A-to-B","fibreClass":"G.657.A2","bendRadiusAtRest_um":{"value":25000,"trust":"vendor","source":"cabling guides: 25 mm for duplex cords"},"stockLengths_mm":[500,1000,1500,2000,3000,5000,7500,10000,15000,20000,30000]}'),
  ('cord-type', 'MDC-AB-SM', 1, 'very small form factor cords as sold; polarity after TIA-568', 'assumed',
   '{"connectorA":"MDC","connectorZ":"MDC","grade":"low-loss","strandMap":[2,1],"polarity":"A-to-B","fibreClass":"G.657.A2","bendRadiusAtRest_um":{"value":25000,"trust":"vendor","source":"cabling guides: 25 mm for duplex cords"},"stockLengths_mm":[500,1000,1500,2000,3000,5000,7500,10000,15000,20000,30000]}'),
  ('cord-type', 'MDC-LC-AB-SM', 1, 'very small form factor cords as sold; polarity after TIA-568', 'assumed',
   '{"connectorA":"MDC","connectorZ":"LC-duplex","grade":"low-loss","strandMap":[2,1],"polarity":"A-to-B","fibreClass":"G.657.A2","bendRadiusAtRest_um":{"value":25000,"trust":"vendor","source":"cabling guides: 25 mm for duplex cords"},"stockLengths_mm":[500,1000,1500,2000,3000,5000,7500,10000,15000,20000,30000]}'),
  ('cord-type', 'SN-MT-16-B-SM-FF', 1, 'derived from type B of 12 positions', 'assumed',
   '{"connectorA":"SN-MT-16","connectorZ":"SN-MT-16","pinnedA":false,"pinnedZ":false,"grade":"low-loss","strandMap":[16,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1],"polarity":"type B","fibreClass":"G.657.A2","outerDiameter_um":{"value":3000,"trust":"assumed","source":"engineering estimate; check the data sheet"},"bendRadiusAtRest_um":{"value":25000,"trust":"vendor","source":"cabling guides: 25 mm for cords"},"stockLengths_mm":[500,1000,1500,2000,3000,5000,7500,10000,15000,20000,30000,50000]}'),
  ('device-type', 'DEMARC-12-LC', 1, 'an external end: a hand-off panel of a carrier or customer', 'assumed',
   '{"ports":[{"name":"{n}","count":12,"connector":"LC-duplex"}],"height_u":1}');
