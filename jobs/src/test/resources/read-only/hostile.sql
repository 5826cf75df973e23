# One statement a line; {canary} is a file beside the lake, {lake} the lake, {out} a folder that is not there, {newline} a line break.
# Writes into tables
INSERT INTO gold.kpi_daily SELECT * FROM gold.kpi_daily
insert into table gold.kpi_daily table gold.kpi_daily
INSERT OVERWRITE gold.kpi_daily SELECT * FROM gold.kpi_daily LIMIT 0
INSERT OVERWRITE TABLE `gold`.`kpi_daily` SELECT * FROM gold.kpi_daily LIMIT 0
INSERT INTO gold.kpi_daily REPLACE WHERE true SELECT * FROM gold.kpi_daily
INSERT INTO gold.freshness BY NAME SELECT * FROM gold.freshness
/* only a look */ INSERT INTO gold.kpi_daily SELECT * FROM gold.kpi_daily
{newline}-- SELECT 1{newline}INSERT INTO gold.kpi_daily SELECT * FROM gold.kpi_daily
/*+ BROADCAST(t) */ DELETE FROM gold.kpi_daily
WITH a AS (SELECT * FROM gold.kpi_daily) INSERT INTO gold.kpi_daily SELECT * FROM a
WITH a AS (SELECT * FROM gold.kpi_daily) FROM a INSERT INTO gold.kpi_daily SELECT * INSERT INTO gold.kpi_hourly SELECT *
FROM gold.kpi_daily INSERT INTO gold.kpi_daily SELECT *
FROM gold.kpi_daily INSERT OVERWRITE TABLE gold.kpi_daily SELECT * WHERE false INSERT OVERWRITE DIRECTORY '{out}' USING csv SELECT *
FROM (SELECT * FROM gold.kpi_daily) a INSERT OVERWRITE DIRECTORY '{lake}/gold/kpi_daily' USING parquet SELECT *
INSERT OVERWRITE DIRECTORY '{lake}/gold/kpi_daily' USING parquet SELECT 1 AS n
INSERT OVERWRITE DIRECTORY '{out}' USING csv SELECT * FROM gold.kpi_daily
INSERT OVERWRITE LOCAL DIRECTORY '{out}' USING json SELECT 1
INSERT OVERWRITE DIRECTORY USING text OPTIONS (path '{out}') SELECT 'x'
INSERT OVERWRITE LOCAL DIRECTORY '{out}' ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' STORED AS TEXTFILE SELECT 1
INSERT INTO delta.`{lake}/gold/kpi_daily` SELECT * FROM gold.kpi_daily
INSERT INTO delta.`{out}` SELECT 1
UPDATE gold.kpi_daily SET gmv = 0
UPDATE gold.kpi_daily AS k SET k.gmv = 0 WHERE k.gmv IN (SELECT max(gmv) FROM gold.kpi_daily)
DELETE FROM gold.kpi_daily
DELETE FROM delta.`{lake}/gold/kpi_daily`
dElEtE{newline}FROM{newline}gold.kpi_daily{newline}WHERE true
MERGE INTO gold.kpi_daily k USING gold.kpi_hourly h ON k.event_date = h.event_date WHEN MATCHED THEN DELETE
MERGE WITH SCHEMA EVOLUTION INTO gold.kpi_daily k USING gold.kpi_hourly h ON false WHEN NOT MATCHED BY SOURCE THEN DELETE
TRUNCATE TABLE gold.kpi_daily
COPY INTO gold.kpi_daily FROM '{canary}'
LOAD DATA LOCAL INPATH '{canary}' INTO TABLE gold.kpi_daily
LOAD DATA INPATH '{canary}' OVERWRITE INTO TABLE gold.kpi_daily
# Makes, changes and drops
CREATE TABLE gold.mine AS SELECT 1 AS n
CREATE TABLE gold.mine (n INT) USING delta
CREATE TABLE gold.mine USING csv OPTIONS (path '{canary}')
CREATE TABLE IF NOT EXISTS gold.mine LIKE gold.kpi_daily
CREATE TABLE gold.mine SHALLOW CLONE gold.kpi_daily
CREATE OR REPLACE TABLE gold.kpi_daily AS SELECT 1 AS n
REPLACE TABLE gold.kpi_daily AS SELECT 1 AS n
CREATE TABLE delta.`{out}` AS SELECT 1 AS n
CREATE EXTERNAL TABLE mine (n INT) STORED AS TEXTFILE LOCATION '{out}'
CREATE TEMPORARY TABLE mine USING csv OPTIONS (path '{canary}')
CREATE VIEW gold.mine AS SELECT 1
CREATE OR REPLACE TEMPORARY VIEW mine AS SELECT 1
CREATE TEMPORARY VIEW mine USING text OPTIONS (path '{canary}')
CREATE GLOBAL TEMPORARY VIEW mine AS SELECT * FROM text.`{canary}`
CREATE DATABASE mine
CREATE DATABASE mine LOCATION '{out}'
CREATE SCHEMA IF NOT EXISTS mine MANAGED LOCATION '{out}'
CREATE FUNCTION f AS 'org.apache.hadoop.hive.ql.udf.generic.GenericUDFReflect2'
CREATE TEMPORARY FUNCTION f AS 'org.apache.hadoop.hive.ql.udf.UDFReflect' USING JAR '{canary}'
CREATE OR REPLACE TEMPORARY FUNCTION f() RETURNS STRING RETURN java_method('java.lang.System', 'getenv', 'PATH')
CREATE FUNCTION gold.f(x INT) RETURNS INT RETURN x + 1
CREATE INDEX i ON TABLE gold.kpi_daily (gmv)
CREATE MATERIALIZED VIEW gold.mine AS SELECT 1
CREATE STREAMING TABLE mine AS SELECT * FROM STREAM text.`{canary}`
DROP TABLE gold.kpi_daily
DROP TABLE IF EXISTS gold.kpi_daily PURGE
DROP TABLE delta.`{lake}/gold/kpi_daily`
DROP VIEW gold_final.kpi_daily
DROP DATABASE gold CASCADE
DROP SCHEMA IF EXISTS silver CASCADE
DROP TEMPORARY FUNCTION upper
ALTER TABLE gold.kpi_daily SET TBLPROPERTIES ('delta.appendOnly' = 'true')
ALTER TABLE gold.kpi_daily ADD COLUMN mine INT
ALTER TABLE gold.kpi_daily DROP COLUMN gmv
ALTER TABLE gold.kpi_daily RENAME TO gold.mine
ALTER TABLE gold.kpi_daily SET LOCATION '{out}'
ALTER TABLE gold.kpi_daily CLUSTER BY (event_date)
ALTER TABLE gold.kpi_daily ADD CONSTRAINT c CHECK (gmv > 0)
ALTER DATABASE gold SET LOCATION '{out}'
ALTER VIEW gold_final.kpi_daily AS SELECT 1
COMMENT ON TABLE gold.kpi_daily IS 'mine'
COMMENT ON DATABASE gold IS 'mine'
# Upkeep
OPTIMIZE gold.kpi_daily
OPTIMIZE delta.`{lake}/gold/kpi_daily` ZORDER BY (gmv)
OPTIMIZE '{lake}/gold/kpi_daily'
VACUUM gold.kpi_daily
VACUUM '{lake}/gold/kpi_daily' RETAIN 0 HOURS
VACUUM delta.`{lake}/gold/kpi_daily` RETAIN 0 HOURS DRY RUN
RESTORE TABLE gold.kpi_daily TO VERSION AS OF 0
CONVERT TO DELTA parquet.`{out}`
REORG TABLE gold.kpi_daily APPLY (PURGE)
GENERATE symlink_format_manifest FOR TABLE gold.kpi_daily
GENERATE symlink_format_manifest FOR TABLE delta.`{lake}/gold/kpi_daily`
ANALYZE TABLE gold.kpi_daily COMPUTE STATISTICS
ANALYZE TABLES IN gold COMPUTE STATISTICS NOSCAN
MSCK REPAIR TABLE gold.kpi_daily
REPAIR TABLE gold.kpi_daily
REFRESH TABLE gold.kpi_daily
REFRESH '{lake}'
REFRESH FUNCTION upper
CACHE TABLE gold.kpi_daily
CACHE LAZY TABLE mine AS SELECT * FROM text.`{canary}`
UNCACHE TABLE IF EXISTS gold.kpi_daily
CLEAR CACHE
# Files, programs and sessions
ADD JAR '{canary}'
ADD FILE '{canary}'
ADD ARCHIVE '{canary}'
LIST JARS
LIST FILES
SET spark.sql.runSQLOnFiles=true
SET spark.sql.variable.substitute = true
SET spark.sql.catalog.mine = org.apache.spark.sql.delta.catalog.DeltaCatalog
SET spark.sql.warehouse.dir='{out}'
SET spark.sql.shuffle.partitions = 100000000
SET `spark.sql.runSQLOnFiles`=true
SET VAR x = 1
SET PATH = mine
SET CATALOG joy
RESET
RESET spark.sql.runSQLOnFiles
USE mine
USE joy
USE NAMESPACE delta
DECLARE VARIABLE x STRING DEFAULT java_method('java.lang.System', 'getenv', 'PATH')
DECLARE OR REPLACE x INT = 1
DROP TEMPORARY VARIABLE x
CALL joy_remote.run('x')
CALL spark_catalog.gold.f()
EXECUTE IMMEDIATE 'DROP TABLE gold.kpi_daily'
EXECUTE IMMEDIATE 'SELECT * FROM text.`{canary}`'
BEGIN DROP TABLE gold.kpi_daily; END
BEGIN DECLARE x INT DEFAULT 1; DELETE FROM gold.kpi_daily; SELECT x; END
SELECT 1; DROP TABLE gold.kpi_daily
GRANT SELECT ON TABLE gold.kpi_daily TO mine
SHOW GRANT mine
LOCK TABLE gold.kpi_daily EXCLUSIVE
EXPORT TABLE gold.kpi_daily TO '{out}'
IMPORT TABLE gold.mine FROM '{out}'
dfs -cat {canary}
!cat {canary}
SOURCE {canary}
# EXPLAIN of more than a query
EXPLAIN INSERT INTO gold.kpi_daily SELECT * FROM gold.kpi_daily
EXPLAIN ANALYZE INSERT INTO gold.kpi_daily SELECT * FROM gold.kpi_daily
EXPLAIN ANALYZE DELETE FROM gold.kpi_daily
EXPLAIN CODEGEN DELETE FROM gold.kpi_daily
EXPLAIN EXTENDED CREATE TABLE gold.mine AS SELECT 1
EXPLAIN FORMATTED INSERT OVERWRITE DIRECTORY '{out}' USING csv SELECT 1
EXPLAIN COST SELECT * FROM text.`{canary}`
EXPLAIN SELECT java_method('java.lang.System', 'getenv', 'PATH')
EXPLAIN EXPLAIN SELECT 1
DESCRIBE QUERY SELECT * FROM csv.`{canary}`
DESCRIBE INSERT INTO gold.kpi_daily SELECT 1
DESCRIBE text.`{canary}`
DESCRIBE EXTENDED delta.`{lake}/gold/kpi_daily`
DESCRIBE HISTORY '{lake}/gold/kpi_daily'
DESCRIBE HISTORY delta.`{lake}/gold/kpi_daily`
DESCRIBE DETAIL '{lake}/gold/kpi_daily'
DESCRIBE DETAIL delta.`{lake}/gold/kpi_daily`
DESCRIBE DETAIL parquet.`{out}`
SHOW CREATE TABLE delta.`{lake}/gold/kpi_daily`
SHOW COLUMNS IN csv.`{canary}`
SHOW TBLPROPERTIES delta.`{lake}/gold/kpi_daily`
SHOW PARTITIONS delta.`{lake}/gold/kpi_daily`
# Path tables
SELECT * FROM text.`{canary}`
SELECT * FROM TEXT.`{canary}`
SELECT * FROM `text`.`{canary}`
select*from/**/text/**/./**/`{canary}`
SELECT * FROM csv.`{canary}` AS c
SELECT * FROM json.`file://{canary}`
SELECT * FROM binaryFile.`{canary}`
SELECT * FROM parquet.`{lake}/gold/kpi_daily`
SELECT * FROM delta.`{lake}/gold/kpi_daily`
SELECT * FROM delta.`{lake}/gold/kpi_daily@v0`
SELECT * FROM delta.`{lake}/gold/kpi_daily` VERSION AS OF 0
SELECT * FROM `org.apache.spark.sql.execution.datasources.text.TextFileFormat`.`{canary}`
SELECT * FROM `segment-logs`.`{lake}`
SELECT * FROM spark_catalog.text.`{canary}`
SELECT * FROM spark_catalog.delta.`{lake}/gold/kpi_daily`
SELECT * FROM gold.kpi_daily.text.`{canary}`
TABLE text.`{canary}`
FROM text.`{canary}`
FROM text.`{canary}` SELECT value
FROM text.`{canary}` |> WHERE true |> SELECT *
FROM gold.kpi_daily |> JOIN text.`{canary}` ON true
SELECT * FROM gold.kpi_daily JOIN text.`{canary}` ON true
SELECT * FROM gold.kpi_daily, LATERAL (SELECT * FROM text.`{canary}`)
SELECT (SELECT max(value) FROM text.`{canary}`)
SELECT * FROM gold.kpi_daily WHERE EXISTS (SELECT 1 FROM text.`{canary}`)
SELECT * FROM gold.kpi_daily WHERE vertical IN (SELECT value FROM text.`{canary}`)
SELECT CASE WHEN true THEN (SELECT first(value) FROM (SELECT * FROM text.`{canary}`)) END
WITH a AS (SELECT * FROM text.`{canary}`) SELECT * FROM a
WITH a AS (WITH b AS (SELECT * FROM text.`{canary}`) SELECT * FROM b) SELECT * FROM a
WITH RECURSIVE a(v) AS (SELECT value FROM text.`{canary}` UNION ALL SELECT v FROM a WHERE false) SELECT * FROM a
SELECT 1 UNION ALL SELECT value FROM text.`{canary}`
(SELECT 1) EXCEPT (SELECT value FROM text.`{canary}`)
VALUES ((SELECT max(value) FROM text.`{canary}`))
SELECT * FROM VALUES (1) AS t(a) ORDER BY (SELECT max(value) FROM text.`{canary}`)
SELECT count(*) OVER (ORDER BY (SELECT max(value) FROM text.`{canary}`)) FROM gold.kpi_daily
SELECT /*+ BROADCAST(t) */ * FROM text.`{canary}` AS t
SELECT * FROM text.`{canary}` TABLESAMPLE (100 PERCENT)
SELECT * FROM text.`{canary}` PIVOT (count(1) FOR value IN ('a'))
SELECT * FROM gold.kpi_daily WITH (path = '{canary}')
SELECT * FROM gold.kpi_daily WITH (`readChangeFeed` = 'true')
SELECT * FROM STREAM gold.kpi_daily
SELECT * FROM IDENTIFIER('text.`{canary}`')
SELECT * FROM IDENTIFIER('gold.' || 'kpi_daily')
SELECT IDENTIFIER('java_method')('java.lang.System', 'getenv', 'PATH')
SELECT{newline}*{newline}FROM{newline}text{newline}.{newline}`{canary}`
# Table functions
SELECT * FROM read_files('{canary}')
SELECT * FROM table_changes('gold.kpi_daily', 0)
SELECT * FROM table_changes_by_path('{lake}/gold/kpi_daily', 0)
SELECT * FROM delta_scan('{lake}/gold/kpi_daily')
SELECT * FROM python_worker_logs()
SELECT * FROM reflect('java.lang.System', 'getenv', 'PATH')
SELECT * FROM mine(TABLE(gold.kpi_daily))
SELECT * FROM explode(TABLE(SELECT * FROM text.`{canary}`))
SELECT * FROM gold.kpi_daily LATERAL VIEW reflect('java.lang.System', 'getenv', 'PATH') AS e
# Functions that reach Java, files or the environment
SELECT reflect('java.lang.System', 'getenv', 'JOY_CANARY')
SELECT REFLECT('java.lang.System', 'getenv', 'JOY_CANARY')
SELECT `reflect`('java.lang.System', 'getenv', 'JOY_CANARY')
SELECT java_method('java.nio.file.Files', 'readString', '{canary}')
SELECT try_reflect('java.lang.System', 'getenv', 'JOY_CANARY')
SELECT system.builtin.java_method('java.lang.System', 'getenv', 'JOY_CANARY')
SELECT builtin.reflect('java.lang.System', 'getenv', 'JOY_CANARY')
SELECT transform(array(1), x -> reflect('java.lang.System', 'exit', x))
SELECT aggregate(array(1), '', (a, x) -> a || java_method('java.lang.System', 'getenv', 'PATH'))
SELECT max(java_method('java.lang.System', 'getenv', 'PATH')) FILTER (WHERE true) FROM gold.kpi_daily
SELECT * FROM gold.kpi_daily GROUP BY ALL HAVING reflect('java.lang.System', 'getenv', 'PATH') > ''
SELECT * FROM VALUES (reflect('java.lang.System', 'getenv', 'JOY_CANARY')) AS t(a)
SELECT * FROM gold.kpi_daily LIMIT length(java_method('java.lang.System', 'getenv', 'PATH'))
SELECT from_protobuf(X'00', 'm', '{canary}')
SELECT to_protobuf(struct(1), 'm', '{canary}')
SELECT from_xml('<a><b>1</b></a>', 'b INT', map('rowValidationXSDPath', '{canary}'))
SELECT schema_of_xml('<a/>', map('rowValidationXSDPath', '{canary}'))
SELECT joy.silver.event('x')
SELECT spark_catalog.default.f(1)
SELECT gold.f(1)
SELECT org.apache.spark.sql.f(1)
SELECT TRANSFORM(1) USING 'cat {canary}' AS (line)
SELECT TRANSFORM (a) USING 'sh' AS (line STRING) FROM VALUES ('cat {canary}') AS t(a)
FROM (SELECT 1 AS a) MAP a USING 'cat {canary}' AS line
FROM gold.kpi_daily REDUCE event_date USING 'cat {canary}' AS line
WITH a AS (SELECT TRANSFORM(1) USING 'cat {canary}' AS (line)) SELECT * FROM a
# Metric views
CREATE VIEW gold.own_metrics WITH METRICS LANGUAGE YAML AS $$version: "0.1"$$
ALTER VIEW gold.kpi_daily_metrics AS $$version: "0.1"$$
DROP VIEW gold.kpi_daily_metrics
