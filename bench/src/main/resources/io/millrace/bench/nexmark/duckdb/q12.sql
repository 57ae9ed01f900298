-- Without the windows, which are those of the clock.
SELECT bidder, count(*) AS bid_count FROM bid GROUP BY bidder
