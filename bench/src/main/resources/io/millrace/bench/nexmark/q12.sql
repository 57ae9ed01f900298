-- Processing time windows: how many bids a user makes in each ten seconds as they come.
SELECT bidder, count(*) AS bid_count, window_start, window_end
FROM TABLE(TUMBLE((SELECT bidder, PROCTIME() AS p_time FROM bid), DESCRIPTOR(p_time), INTERVAL '10' SECOND))
GROUP BY bidder, window_start, window_end
