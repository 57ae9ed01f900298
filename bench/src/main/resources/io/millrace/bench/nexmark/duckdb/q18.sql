-- Bids of one moment are ordered by the other columns.
SELECT auction, bidder, price, channel, url, "dateTime", extra
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY bidder, auction ORDER BY "dateTime" DESC, price, channel, url, extra) AS place
  FROM bid
)
WHERE place <= 1
