-- INSERT … ON CONFLICT.
CREATE TABLE stock (item VARCHAR PRIMARY KEY, amount INTEGER NOT NULL, note VARCHAR);
INSERT INTO stock VALUES ('pen', 10, 'blue'), ('ink', 5, NULL);
INSERT INTO stock VALUES ('pen', 1, 'red'), ('cap', 1, NULL) ON CONFLICT DO NOTHING;
INSERT INTO stock VALUES ('cup', 1, NULL), ('cup', 2, NULL) ON CONFLICT DO NOTHING;
SELECT * FROM stock ORDER BY item;
INSERT INTO stock VALUES ('pen', 3, 'red'), ('mug', 2, NULL)
  ON CONFLICT (item) DO UPDATE SET amount = stock.amount + excluded.amount, note = excluded.note;
SELECT * FROM stock ORDER BY item;
INSERT INTO stock VALUES ('pen', 100, 'x'), ('ink', 100, 'x')
  ON CONFLICT (item) DO UPDATE SET amount = excluded.amount WHERE stock.amount < 10;
SELECT * FROM stock ORDER BY item;
INSERT INTO stock VALUES ('pen', 1, 'x'), ('pen', 2, 'x') ON CONFLICT (item) DO UPDATE SET amount = excluded.amount;
INSERT INTO stock VALUES ('new', 1, 'x'), ('new', 2, 'x') ON CONFLICT (item) DO UPDATE SET amount = excluded.amount;
INSERT INTO stock VALUES ('pen', 1, 'x') ON CONFLICT (item) DO UPDATE SET amount = NULL;
INSERT INTO stock VALUES ('pen', 1, 'x') ON CONFLICT (note) DO NOTHING;
INSERT INTO stock VALUES ('pen', 1, 'x') ON CONFLICT (item) DO UPDATE SET item = 'y';
SELECT COUNT(*) FROM stock;
