-- view
SELECT b.price * e.rate AS paid FROM bid b JOIN exchange FOR SYSTEM_TIME AS OF b."dateTime" AS e ON e.currency = b.auction WHERE b.bidder > 5 AND e.rate > 1;
SELECT b.price, e.rate FROM bid b LEFT JOIN exchange FOR SYSTEM_TIME AS OF b."dateTime" AS e ON e.currency = b.auction AND e.rate > b.price;
SELECT b.price, s.pieces FROM bid b LEFT JOIN stock FOR SYSTEM_TIME AS OF b."dateTime" AS s ON s.item = b.auction;
SELECT window_end, max(rate) AS most FROM TABLE(TUMBLE((SELECT b."dateTime", e.rate FROM bid b JOIN exchange FOR SYSTEM_TIME AS OF b."dateTime" AS e ON e.currency = b.auction), DESCRIPTOR("dateTime"), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
SELECT b.price, a.owner FROM bid b JOIN account FOR SYSTEM_TIME AS OF PROCTIME() AS a ON a.id = b.auction AND a.balance < b.price;
SELECT b.price, a.owner, e.rate FROM (SELECT *, PROCTIME() AS p FROM bid) b LEFT JOIN account FOR SYSTEM_TIME AS OF b.p AS a ON a.id = b.auction JOIN exchange FOR SYSTEM_TIME AS OF b."dateTime" AS e ON e.currency = a.bank;
SELECT a.owner, b.owner AS other FROM account a LEFT JOIN account FOR SYSTEM_TIME AS OF PROCTIME() AS b ON b.id = a.bank;
SELECT b.price, s.pieces FROM bid b JOIN stock FOR SYSTEM_TIME AS OF PROCTIME() AS s ON s.item = b.auction;
