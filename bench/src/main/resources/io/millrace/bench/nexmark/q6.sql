-- Average selling price by seller: for each of a seller's auctions, the average of its price and of the ten before it.
SELECT seller,
  AVG(final) OVER (PARTITION BY seller ORDER BY "dateTime", id ROWS BETWEEN 10 PRECEDING AND CURRENT ROW) AS average
FROM (
  SELECT auction.id, auction.seller, MAX(bid.price) AS final, MAX(bid."dateTime") AS "dateTime"
  FROM auction, bid
  WHERE auction.id = bid.auction AND bid."dateTime" BETWEEN auction."dateTime" AND auction.expires
  GROUP BY auction.id, auction.seller
)
