-- Bounded side input: bids with what a table holds for them when they come.
SELECT b.auction, b.bidder, b.price, b."dateTime", s."value"
FROM (SELECT *, PROCTIME() AS p_time FROM bid) AS b
JOIN side_input FOR SYSTEM_TIME AS OF b.p_time AS s ON MOD(b.auction, 10000) = s.key
