-- view
SELECT * FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE));
SELECT window_end, count(*) AS n FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) GROUP BY window_end;
SELECT window_start, window_end, channel, count(*) AS n, count(DISTINCT bidder) AS u FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) WHERE price > 100 GROUP BY window_start, window_end, channel;
SELECT day_start, day_end, sum(n) AS s FROM (SELECT window_start AS day_start, window_end AS day_end, channel, count(*) AS n FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, channel) GROUP BY day_start, day_end;
SELECT window_start, window_end, count(*) AS n FROM TABLE(TUMBLE(TABLE click, DESCRIPTOR(at), INTERVAL '1' HOUR)) GROUP BY window_start, window_end;
SELECT window_start, window_end, count(*) AS n FROM TABLE(HOP((SELECT * FROM bid WHERE price > 3), DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)) GROUP BY window_start, window_end;
