# One statement a line, answered by joy sql and by joy serve.
SELECT 1
select 1 -- why?
/* ApplicationName=DBeaver 24.0 */ SELECT 1
SELECT * FROM gold.kpi_daily LIMIT 1
SELECT `k`.`gmv` AS `sum gmv` FROM `gold`.`kpi_daily` `k` LIMIT 1
SELECT * FROM spark_catalog.gold.kpi_daily LIMIT 1
SELECT * FROM GOLD.KPI_DAILY LIMIT 1
TABLE gold.freshness
FROM gold.freshness SELECT count(*)
FROM gold.kpi_daily |> WHERE vertical = '(all)' |> AGGREGATE sum(orders) AS n GROUP BY service |> ORDER BY n |> LIMIT 2
VALUES (1, 'a'), (2, 'b')
SELECT * FROM VALUES (1), (2) AS t(a) WHERE a IN (SELECT id FROM range(2))
SELECT id FROM range(3) ORDER BY id DESC LIMIT 2 OFFSET 1
WITH a AS (SELECT service, count(*) AS n FROM gold.kpi_daily GROUP BY ALL), b AS (SELECT * FROM a) SELECT max(n) FROM b
WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT sum(n) FROM r
SELECT a.service, b.n FROM gold.kpi_daily a JOIN (SELECT service, count(*) n FROM gold.kpi_daily GROUP BY 1) b USING (service) LIMIT 1
SELECT * FROM gold.kpi_daily a WHERE EXISTS (SELECT 1 FROM gold.freshness f WHERE f.table = 'gold.kpi_daily') LIMIT 1
SELECT (SELECT max(event_date) FROM gold.kpi_daily) AS last_day
SELECT event_date, sum(orders) OVER w FROM gold.kpi_daily WINDOW w AS (PARTITION BY service ORDER BY event_date) LIMIT 1
SELECT service, count(*) FROM gold.kpi_daily GROUP BY GROUPING SETS ((service), ()) HAVING count(*) > 0
SELECT * FROM (SELECT service, orders FROM gold.kpi_daily) PIVOT (sum(orders) FOR service IN ('(all)', '(none)'))
SELECT * FROM range(3) LATERAL VIEW explode(array(1, 2)) e AS x
SELECT t.id, x.v FROM range(2) t, LATERAL (SELECT t.id * 2 AS v) x
SELECT * FROM explode(array(1, 2))
SELECT transform(array(1, 2), x -> x + 1), aggregate(array(1, 2), 0, (a, x) -> a + x)
SELECT current_user() IS NOT NULL, current_database() IS NOT NULL, length(version()) > 0
SELECT /*+ BROADCAST(f) */ count(*) FROM gold.kpi_daily k JOIN gold.freshness f ON true
SELECT count(*) FROM gold.kpi_daily VERSION AS OF 0
SELECT to_json(named_struct('a', 1)), from_json('{"a":1}', 'a INT').a, get_json_object('{"a":1}', '$.a')
SELECT date_trunc('week', TIMESTAMP'2026-03-04 10:00:00'), INTERVAL '1' DAY, X'ff', 1.5BD, 'a' 'b'
SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 2 EXCEPT SELECT 3
SELECT event_date FROM gold.kpi_daily TABLESAMPLE (1 ROWS)
SELECT count(DISTINCT service) FILTER (WHERE orders > 0), percentile_cont(0.5) WITHIN GROUP (ORDER BY orders) FROM gold.kpi_daily
SHOW DATABASES
SHOW TABLES IN gold
SHOW TABLE EXTENDED IN gold LIKE 'kpi_daily'
SHOW COLUMNS IN gold.kpi_daily
SHOW TBLPROPERTIES gold.kpi_daily
SHOW FUNCTIONS
SHOW CATALOGS
DESCRIBE gold.kpi_daily
DESC gold.kpi_daily
DESCRIBE EXTENDED gold.kpi_daily
DESCRIBE FORMATTED gold.kpi_daily
DESCRIBE gold.kpi_daily gmv
DESCRIBE DATABASE gold
DESCRIBE FUNCTION upper
DESCRIBE FUNCTION EXTENDED upper
DESCRIBE QUERY SELECT 1
DESCRIBE HISTORY gold.kpi_daily
DESCRIBE HISTORY gold.kpi_daily LIMIT 1
DESCRIBE DETAIL gold.kpi_daily
EXPLAIN SELECT count(*) FROM gold.kpi_daily
EXPLAIN EXTENDED SELECT 1
EXPLAIN FORMATTED WITH a AS (SELECT 1) SELECT * FROM a
EXPLAIN CODEGEN SELECT 1
SELECT date_trunc('week', event_date), MEASURE(ctr) FROM gold.kpi_daily_metrics GROUP BY 1
DESCRIBE EXTENDED gold.kpi_daily_metrics
EXPLAIN SELECT MEASURE(ctr) FROM gold.kpi_daily_metrics
