package sparkjoy.serve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.SharedSpark;

/** Statements by what they do, not by how they are written. */
class ReadOnlyTest {
    private final ReadOnly readOnly =
            new ReadOnly(SharedSpark.session().sessionState().sqlParser());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM gold.kpi_daily",
                "  /* who */ WITH a AS (SELECT 1 AS n) SELECT n FROM a UNION ALL VALUES (2) ORDER BY n LIMIT 3",
                "FROM gold.kpi_daily SELECT event_date",
                "TABLE gold.kpi_daily",
                "SELECT * FROM gold.kpi_daily VERSION AS OF 0",
                "SELECT * FROM range(3) LATERAL VIEW explode(array(1, 2)) AS e",
                "SHOW DATABASES",
                "SHOW SCHEMAS",
                "SHOW TABLES IN gold",
                "SHOW VIEWS IN gold_final",
                "SHOW COLUMNS IN gold.kpi_daily",
                "SHOW FUNCTIONS",
                "DESCRIBE gold.kpi_daily",
                "DESCRIBE EXTENDED gold.kpi_daily gmv",
                "DESCRIBE DATABASE gold",
                "DESCRIBE QUERY SELECT 1",
                "EXPLAIN SELECT 1",
                "USE gold",
                "SET",
                "SET spark.sql.session.timeZone",
                "SET spark.sql.session.timeZone = UTC",
                "SET TIME ZONE 'UTC'"
            })
    void whatOnlyReadsIsLetThrough(String sql) {
        assertThatCode(() -> readOnly.check(sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO gold.kpi_daily VALUES (1)",
                "INSERT OVERWRITE DIRECTORY '/tmp/x' USING csv SELECT 1",
                "FROM gold.kpi_daily INSERT INTO gold.copy SELECT *",
                "WITH a AS (SELECT 1) INSERT INTO gold.kpi_daily SELECT * FROM a",
                "UPDATE gold.kpi_daily SET gmv = 0",
                "DELETE FROM gold.kpi_daily",
                "MERGE INTO gold.kpi_daily USING gold.kpi_hourly ON true WHEN MATCHED THEN DELETE",
                "TRUNCATE TABLE gold.kpi_daily",
                "CREATE TABLE gold.copy AS SELECT 1",
                "CREATE TABLE gold.clone SHALLOW CLONE gold.kpi_daily",
                "CREATE VIEW gold.v AS SELECT 1",
                "CREATE TEMPORARY VIEW v USING csv OPTIONS (path '/etc/passwd')",
                "CREATE DATABASE mine",
                "CREATE FUNCTION f AS 'java.lang.String'",
                "CREATE TEMPORARY FUNCTION f() RETURNS INT RETURN 1",
                "DROP TABLE gold.kpi_daily",
                "DROP DATABASE gold CASCADE",
                "ALTER TABLE gold.kpi_daily SET TBLPROPERTIES ('delta.appendOnly' = 'true')",
                "ALTER TABLE gold.kpi_daily ADD COLUMN x INT",
                "RESTORE TABLE gold.kpi_daily TO VERSION AS OF 0",
                "OPTIMIZE gold.kpi_daily",
                "VACUUM gold.kpi_daily",
                "CONVERT TO DELTA parquet.`/tmp/x`",
                "ANALYZE TABLE gold.kpi_daily COMPUTE STATISTICS",
                "CACHE TABLE gold.kpi_daily",
                "UNCACHE TABLE gold.kpi_daily",
                "REFRESH TABLE gold.kpi_daily",
                "ADD JAR '/tmp/x.jar'",
                "LIST JARS",
                "LOAD DATA INPATH '/tmp/x' INTO TABLE gold.kpi_daily",
                "SET spark.sql.runSQLOnFiles = true",
                "SET spark.sql.variable.substitute = true",
                "SET spark.sql.catalog.mine = org.example.Catalog",
                "RESET",
                "RESET spark.sql.runSQLOnFiles",
                "DECLARE VARIABLE x INT",
                "CALL joy_remote.run('x')",
                "EXECUTE IMMEDIATE 'DROP TABLE gold.kpi_daily'",
                "BEGIN DROP TABLE gold.kpi_daily; END",
                "EXPLAIN INSERT INTO gold.kpi_daily VALUES (1)",
                "SELECT reflect('java.lang.System', 'getenv', 'HOME')",
                "SELECT * FROM (SELECT 1 WHERE EXISTS (SELECT java_method('java.lang.System', 'getenv', 'HOME')))",
                "WITH a AS (SELECT try_reflect('java.lang.System', 'getenv', 'HOME')) SELECT * FROM a",
                "SELECT IDENTIFIER('reflect')('java.lang.System', 'getenv', 'HOME')",
                "SELECT * FROM IDENTIFIER('gold.' || 'kpi_daily')",
                "SELECT TRANSFORM(1) USING 'cat /etc/passwd' AS (line)",
                "WITH a AS (SELECT TRANSFORM(1) USING 'cat' AS (line)) SELECT * FROM a",
                "SELECT * FROM table_changes_by_path('/tmp/x', 0)"
            })
    void whateverElseIsRefused(String sql) {
        assertThatThrownBy(() -> readOnly.check(sql))
                .isInstanceOf(ReadOnly.NotAllowed.class)
                .hasMessageContaining("read-only");
    }
}
