-- Equal prices are ordered by the other columns.
SELECT auction, bidder, price, channel, url, "dateTime", extra, place
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY auction ORDER BY price DESC, bidder, channel, url, "dateTime", extra) AS place
  FROM bid
)
WHERE place <= 10
