-- Built-in catalogue: cassettes that need no second kind at the far end. With a reversed (B) trunk between two of
-- one kind and A-to-B cords at both ends, every port is kept and transmit meets receive.
INSERT INTO catalogue_entry (kind, name, built_in, source, trust, body) VALUES
  ('cassette-type', 'MPO-12-LC-6-U1', 1, 'universal pairing (1,12), (2,11), …; derived so that it works with a reversed trunk, check the maker''s drawing', 'assumed',
   '{"rear":{"connector":"MPO-12","count":1,"grade":"standard"},"front":{"connector":"LC-duplex","count":6,"grade":"low-loss"},"strandMap":[1,12,2,11,3,10,4,9,5,8,6,7],"fibreClass":"G.657.A2","height_u":1}'),
  ('cassette-type', 'MPO-12-LC-6-U2', 1, 'universal pairing (1,12), (11,2), (3,10), …; derived so that it works with a reversed trunk, check the maker''s drawing', 'assumed',
   '{"rear":{"connector":"MPO-12","count":1,"grade":"standard"},"front":{"connector":"LC-duplex","count":6,"grade":"low-loss"},"strandMap":[1,12,11,2,3,10,9,4,5,8,7,6],"fibreClass":"G.657.A2","height_u":1}');
