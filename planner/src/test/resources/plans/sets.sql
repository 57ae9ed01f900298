SELECT id FROM account UNION ALL SELECT user_id FROM click;
SELECT bank FROM account UNION SELECT user_id FROM click;
SELECT bank FROM account INTERSECT SELECT user_id FROM click;
SELECT bank FROM account EXCEPT SELECT user_id FROM click;
WITH rich AS (SELECT * FROM account WHERE balance > 100) SELECT r.id, s.id FROM rich r JOIN rich s ON r.bank = s.bank;
SELECT id, 'a' AS tag FROM account UNION ALL SELECT user_id, 'longer' FROM click ORDER BY 1 LIMIT 3;
VALUES (1, 2.5, DATE '2024-01-01'), (2, 3, DATE '2024-02-01');
