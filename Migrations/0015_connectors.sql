-- Built-in catalogue: pins and keys of the connectors, the small ones, simplex ones, bare fibre and the edges of modules.
DROP TRIGGER catalogue_built_in_is_fixed;
UPDATE catalogue_entry SET body = '{"family":"LC","rows":1,"columns":2,"polish":"UPC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"ISO/IEC 11801 limit for a mated pair"}}],"pins":false}'
  WHERE kind = 'connector' AND name = 'LC-duplex' AND built_in = 1;
UPDATE catalogue_entry SET body = '{"family":"LC","rows":1,"columns":2,"polish":"APC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"ISO/IEC 11801 limit for a mated pair"}}],"pins":false}'
  WHERE kind = 'connector' AND name = 'LC-duplex-APC' AND built_in = 1;
UPDATE catalogue_entry SET body = '{"family":"MPO","rows":1,"columns":12,"polish":"APC","grades":[{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"vendor","source":"connector makers'' data sheets"}}],"key":"centred","pins":true}'
  WHERE kind = 'connector' AND name = 'MPO-12' AND built_in = 1;
UPDATE catalogue_entry SET body = '{"family":"MPO","rows":2,"columns":12,"polish":"APC","grades":[{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"vendor","source":"connector makers'' data sheets"}}],"key":"centred","pins":true}'
  WHERE kind = 'connector' AND name = 'MPO-24' AND built_in = 1;
UPDATE catalogue_entry SET body = '{"family":"MPO","rows":1,"columns":12,"polish":"PC","grades":[{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"vendor","source":"connector makers'' data sheets"}}],"key":"centred","pins":true}'
  WHERE kind = 'connector' AND name = 'MPO-12-PC' AND built_in = 1;
UPDATE catalogue_entry SET body = '{"family":"MPO","rows":2,"columns":12,"polish":"PC","grades":[{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"vendor","source":"connector makers'' data sheets"}}],"key":"centred","pins":true}'
  WHERE kind = 'connector' AND name = 'MPO-24-PC' AND built_in = 1;
UPDATE catalogue_entry SET body = '{"family":"MPO","rows":1,"columns":8,"polish":"APC","grades":[{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"vendor","source":"connector makers'' data sheets"}}],"key":"centred","pins":true,"supersededBy":"MPO-12"}'
  WHERE kind = 'connector' AND name = 'MPO-8' AND built_in = 1;
UPDATE catalogue_entry SET body = '{"family":"MPO","rows":1,"columns":16,"polish":"APC","grades":[{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"vendor","source":"connector makers'' data sheets"}}],"key":"offset","pins":true}'
  WHERE kind = 'connector' AND name = 'MPO-16' AND built_in = 1;
UPDATE catalogue_entry SET body = '{"family":"MPO","rows":2,"columns":16,"polish":"APC","grades":[{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"vendor","source":"connector makers'' data sheets"}}],"key":"offset","pins":true}'
  WHERE kind = 'connector' AND name = 'MPO-32' AND built_in = 1;
CREATE TRIGGER catalogue_built_in_is_fixed BEFORE UPDATE ON catalogue_entry WHEN OLD.built_in = 1
BEGIN
  SELECT RAISE(ABORT, 'built-in catalogue rows are never edited');
END;

INSERT INTO catalogue_entry (kind, name, built_in, source, trust, body) VALUES
  ('connector', 'LC-simplex', 1, 'IEC 61754-20', 'published',
   '{"family":"LC","rows":1,"columns":1,"polish":"UPC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"vendor","source":"connector makers'' data sheets"}}],"pins":false}'),
  ('connector', 'SN', 1, 'SFF-8024 code 0x26', 'published',
   '{"family":"SN","rows":1,"columns":2,"polish":"UPC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"assumed","source":"very small form factor connectors as sold; pair loss taken as that of LC"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"assumed","source":"very small form factor connectors as sold; pair loss taken as that of LC"}}],"pins":false}'),
  ('connector', 'CS', 1, 'SFF-8024 code 0x25', 'published',
   '{"family":"CS","rows":1,"columns":2,"polish":"UPC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"assumed","source":"very small form factor connectors as sold; pair loss taken as that of LC"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"assumed","source":"very small form factor connectors as sold; pair loss taken as that of LC"}}],"pins":false}'),
  ('connector', 'MDC', 1, 'maker''s name; rival of SN', 'vendor',
   '{"family":"MDC","rows":1,"columns":2,"polish":"UPC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"assumed","source":"very small form factor connectors as sold; pair loss taken as that of LC"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"assumed","source":"very small form factor connectors as sold; pair loss taken as that of LC"}}],"pins":false}'),
  ('connector', 'SC', 1, 'IEC 61754-4', 'published',
   '{"family":"SC","rows":1,"columns":1,"polish":"UPC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"vendor","source":"connector makers'' data sheets"}}],"pins":false}'),
  ('connector', 'SC-APC', 1, 'IEC 61754-4', 'published',
   '{"family":"SC","rows":1,"columns":1,"polish":"APC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"vendor","source":"connector makers'' data sheets"}}],"pins":false}'),
  ('connector', 'FC', 1, 'IEC 61754-13', 'published',
   '{"family":"FC","rows":1,"columns":1,"polish":"UPC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"vendor","source":"connector makers'' data sheets"}}],"pins":false}'),
  ('connector', 'E2000-APC', 1, 'IEC 61754-15', 'published',
   '{"family":"E2000","rows":1,"columns":1,"polish":"APC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":250,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"vendor","source":"connector makers'' data sheets"}}],"pins":false}'),
  ('connector', 'ST', 1, 'IEC 61754-2', 'published',
   '{"family":"ST","rows":1,"columns":1,"polish":"PC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":300,"trust":"vendor","source":"connector makers'' data sheets"}},{"name":"standard","pairLossMax_mdB":{"value":500,"trust":"vendor","source":"connector makers'' data sheets"}}],"pins":false}'),
  ('connector', 'MMC-16', 1, 'MMC with the TMT ferrule, as sold', 'vendor',
   '{"family":"MMC","rows":1,"columns":16,"polish":"APC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}},{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}}],"key":"offset","pins":true}'),
  ('connector', 'MMC-24', 1, 'MMC with the TMT ferrule, as sold', 'vendor',
   '{"family":"MMC","rows":2,"columns":12,"polish":"APC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}},{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}}],"key":"centred","pins":true}'),
  ('connector', 'MMC-12', 1, 'MMC with the TMT ferrule, as sold', 'vendor',
   '{"family":"MMC","rows":1,"columns":12,"polish":"APC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}},{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}}],"pins":true}'),
  ('connector', 'SN-MT-16', 1, 'SN-MT as sold; rival of MMC', 'vendor',
   '{"family":"SN-MT","rows":1,"columns":16,"polish":"APC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}},{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}}],"pins":true}'),
  ('connector', 'SN-MT-8', 1, 'SN-MT as sold; rival of MMC', 'vendor',
   '{"family":"SN-MT","rows":1,"columns":8,"polish":"APC","grades":[{"name":"low-loss","pairLossMax_mdB":{"value":350,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}},{"name":"standard","pairLossMax_mdB":{"value":750,"trust":"assumed","source":"engineering estimate: taken as the MPO grades, check the data sheet"}}],"pins":true}'),
  ('connector', 'bare-12', 1, 'fibre without plugs, for splicing', 'published',
   '{"family":"bare","rows":1,"columns":12,"polish":"none","grades":[{"name":"bare","pairLossMax_mdB":{"value":0,"trust":"published","source":"a fibre end without a plug: what loses is its splice"}}],"pins":false}'),
  ('connector', 'bare-24', 1, 'fibre without plugs, for splicing', 'published',
   '{"family":"bare","rows":2,"columns":12,"polish":"none","grades":[{"name":"bare","pairLossMax_mdB":{"value":0,"trust":"published","source":"a fibre end without a plug: what loses is its splice"}}],"pins":false}'),
  ('connector', 'bare-48', 1, 'fibre without plugs, for splicing', 'published',
   '{"family":"bare","rows":4,"columns":12,"polish":"none","grades":[{"name":"bare","pairLossMax_mdB":{"value":0,"trust":"published","source":"a fibre end without a plug: what loses is its splice"}}],"pins":false}'),
  ('connector', 'bare-96', 1, 'fibre without plugs, for splicing', 'published',
   '{"family":"bare","rows":8,"columns":12,"polish":"none","grades":[{"name":"bare","pairLossMax_mdB":{"value":0,"trust":"published","source":"a fibre end without a plug: what loses is its splice"}}],"pins":false}'),
  ('connector', 'bare-144', 1, 'fibre without plugs, for splicing', 'published',
   '{"family":"bare","rows":12,"columns":12,"polish":"none","grades":[{"name":"bare","pairLossMax_mdB":{"value":0,"trust":"published","source":"a fibre end without a plug: what loses is its splice"}}],"pins":false}'),
  ('connector', 'bare-288', 1, 'fibre without plugs, for splicing', 'published',
   '{"family":"bare","rows":24,"columns":12,"polish":"none","grades":[{"name":"bare","pairLossMax_mdB":{"value":0,"trust":"published","source":"a fibre end without a plug: what loses is its splice"}}],"pins":false}'),
  ('connector', 'SFP28-cage', 1, 'the edge of a module for a SFP28 cage', 'published',
   '{"family":"cage SFP28","rows":1,"columns":2,"polish":"none","grades":[{"name":"cage","pairLossMax_mdB":{"value":0,"trust":"published","source":"no light leaves the cable"}}],"pins":false}'),
  ('connector', 'SFP112-cage', 1, 'the edge of a module for a SFP112 cage', 'published',
   '{"family":"cage SFP112","rows":1,"columns":2,"polish":"none","grades":[{"name":"cage","pairLossMax_mdB":{"value":0,"trust":"published","source":"no light leaves the cable"}}],"pins":false}'),
  ('connector', 'QSFP28-cage', 1, 'the edge of a module for a QSFP28 cage', 'published',
   '{"family":"cage QSFP28","rows":1,"columns":2,"polish":"none","grades":[{"name":"cage","pairLossMax_mdB":{"value":0,"trust":"published","source":"no light leaves the cable"}}],"pins":false}'),
  ('connector', 'QSFP56-cage', 1, 'the edge of a module for a QSFP56 cage', 'published',
   '{"family":"cage QSFP56","rows":1,"columns":2,"polish":"none","grades":[{"name":"cage","pairLossMax_mdB":{"value":0,"trust":"published","source":"no light leaves the cable"}}],"pins":false}'),
  ('connector', 'QSFP112-cage', 1, 'the edge of a module for a QSFP112 cage', 'published',
   '{"family":"cage QSFP112","rows":1,"columns":2,"polish":"none","grades":[{"name":"cage","pairLossMax_mdB":{"value":0,"trust":"published","source":"no light leaves the cable"}}],"pins":false}'),
  ('connector', 'QSFP-DD-cage', 1, 'the edge of a module for a QSFP-DD cage', 'published',
   '{"family":"cage QSFP-DD","rows":1,"columns":2,"polish":"none","grades":[{"name":"cage","pairLossMax_mdB":{"value":0,"trust":"published","source":"no light leaves the cable"}}],"pins":false}'),
  ('connector', 'OSFP-cage', 1, 'the edge of a module for a OSFP cage', 'published',
   '{"family":"cage OSFP","rows":1,"columns":2,"polish":"none","grades":[{"name":"cage","pairLossMax_mdB":{"value":0,"trust":"published","source":"no light leaves the cable"}}],"pins":false}');
