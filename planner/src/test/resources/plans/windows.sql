-- view
SELECT * FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE));
SELECT window_end, count(*) AS n FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) GROUP BY window_end;
SELECT window_start, window_end, channel, count(*) AS n, count(DISTINCT bidder) AS u FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) WHERE price > 100 GROUP BY window_start, window_end, channel;
SELECT day_start, day_end, sum(n) AS s FROM (SELECT window_start AS day_start, window_end AS day_end, channel, count(*) AS n FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, channel) GROUP BY day_start, day_end;
SELECT window_start, window_end, count(*) AS n FROM TABLE(TUMBLE(TABLE click, DESCRIPTOR(at), INTERVAL '1' HOUR)) GROUP BY window_start, window_end;
SELECT window_start, window_end, count(*) AS n FROM TABLE(HOP((SELECT * FROM bid WHERE price > 3), DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)) GROUP BY window_start, window_end;
SELECT window_start, window_end, sum(n) AS n FROM TABLE(TUMBLE((SELECT window_end AS minute, count(*) AS n FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end), DESCRIPTOR(minute), INTERVAL '1' HOUR)) GROUP BY window_start, window_end;
SELECT a.window_end, a.channel, b.n FROM (SELECT window_start, window_end, channel, count(*) AS n FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, channel) a LEFT JOIN (SELECT window_start, window_end, count(*) AS n FROM TABLE(TUMBLE(TABLE auction, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end) b ON a.window_start = b.window_start AND a.window_end = b.window_end;
SELECT DISTINCT window_start, window_end, channel FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '1' MINUTE));
