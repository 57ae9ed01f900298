SELECT id, balance * 2 AS twice, upper(owner) FROM account WHERE bank = 3 AND balance > 10;
SELECT bank, count(*), sum(balance) AS total, avg(balance), min(opened) FROM account GROUP BY bank HAVING count(*) > 1;
SELECT balance FROM account WHERE id = 7;
SELECT count(*) FROM click;
SELECT DISTINCT url FROM click;
SELECT owner FROM account ORDER BY balance DESC, id LIMIT 10 OFFSET 5;
SELECT 1 AS one, 'x';
VALUES (1, 'a'), (2, NULL);
SELECT STREAM bank, sum(balance) AS total FROM account GROUP BY bank;
