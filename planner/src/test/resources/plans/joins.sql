SELECT a.owner, b.url FROM account a LEFT JOIN click b ON a.id = b.user_id AND b.url LIKE 'x%' AND a.bank > 3;
SELECT a.owner, b.url FROM account a RIGHT JOIN click b ON a.id = b.user_id WHERE b.url <> '';
SELECT a.owner FROM account a LEFT JOIN click b ON a.id = b.user_id WHERE b.url = 'z';
SELECT a.owner, b.owner FROM account a JOIN account b ON a.bank = b.bank + 1 AND a.balance > b.balance;
SELECT a.owner FROM account a, account b, click c WHERE a.id = b.id AND c.user_id = b.bank AND 10 / c.user_id > 2;
SELECT STREAM a.owner, b.url FROM account a LEFT JOIN click b ON a.id = b.user_id;
SELECT a.id, t.n FROM account a, (SELECT count(*) AS n FROM click) t;
SELECT a.id FROM account a NATURAL JOIN (SELECT id FROM account WHERE bank = 2) b;
SELECT a.id FROM account a JOIN account b USING (id) WHERE a.bank IS NOT DISTINCT FROM 3;
