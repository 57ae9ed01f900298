-- Pass through: what reading and writing alone cost.
SELECT auction, bidder, price, "dateTime", extra
FROM bid
