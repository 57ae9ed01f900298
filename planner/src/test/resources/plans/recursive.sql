WITH RECURSIVE r (x) AS (SELECT id FROM account WHERE bank = 1 UNION SELECT a.id FROM r JOIN account a ON a.bank = r.x) SELECT * FROM r WHERE x > 5;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n;
WITH RECURSIVE r (x, n) AS (SELECT id, 0 FROM account UNION ALL SELECT a.id, CAST((SELECT count(*) FROM click c WHERE c.user_id = r.x) AS INTEGER) FROM r LEFT JOIN account a ON a.bank = r.x WHERE r.n < 3) SELECT x, n FROM r;
