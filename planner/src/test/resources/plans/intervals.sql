-- view
SELECT b.price, a.id FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '20' SECOND;
SELECT b.price, a.id FROM bid b LEFT JOIN auction a ON b.auction = a.id AND a."dateTime" > b."dateTime" - INTERVAL '1' HOUR AND a."dateTime" - INTERVAL '5' MINUTE <= b."dateTime";
SELECT b.price FROM bid b WHERE NOT EXISTS (SELECT 1 FROM auction a WHERE a.id = b.auction AND a."dateTime" BETWEEN b."dateTime" - INTERVAL '1' MINUTE AND b."dateTime");
SELECT b.price, a.id FROM bid b FULL JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" - INTERVAL '1' SECOND AND a."dateTime" + INTERVAL '1' SECOND;
SELECT b.price, a.id FROM bid b JOIN auction a ON b."dateTime" BETWEEN a."dateTime" - INTERVAL '1' SECOND AND a."dateTime" + INTERVAL '1' SECOND;
SELECT b.price, w.most FROM bid b JOIN (SELECT window_start, window_end, max(price) AS most FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR("dateTime"), INTERVAL '10' SECOND)) GROUP BY window_start, window_end) w ON b.price = w.most AND b."dateTime" >= w.window_start AND b."dateTime" < w.window_end;
SELECT b.price, a.id FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" >= a."dateTime";
SELECT b.price, c.url FROM bid b JOIN click c ON b.auction = c.user_id AND b."dateTime" BETWEEN c.at - INTERVAL '1' SECOND AND c.at;
SELECT b.price, a.id, p.name FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '20' SECOND JOIN person p ON p.id = a.seller AND p."dateTime" BETWEEN b."dateTime" - INTERVAL '1' MINUTE AND b."dateTime";
SELECT b.price, a.id, p.name FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '20' SECOND LEFT JOIN person p ON p.id = a.seller AND p."dateTime" BETWEEN a."dateTime" - INTERVAL '1' MINUTE AND a."dateTime";
SELECT window_start, count(*) AS n FROM TABLE(TUMBLE((SELECT b."dateTime" AS at FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '20' SECOND), DESCRIPTOR(at), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
SELECT window_start, count(*) AS n FROM TABLE(TUMBLE((SELECT a."dateTime" AS at FROM bid b JOIN auction a ON b.auction = a.id AND b."dateTime" BETWEEN a."dateTime" AND a."dateTime" + INTERVAL '20' SECOND), DESCRIPTOR(at), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
