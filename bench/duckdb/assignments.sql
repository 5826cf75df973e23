-- One row a unit in an experiment; the first variant by time stands, ties by message id.
CREATE TABLE units AS
WITH first_seen AS (
    SELECT experiment_id, unit_id,
           arg_min(
               struct_pack(occurred_at, variant, vertical, platform, app_version),
               struct_pack(occurred_at, message_id)) AS first,
           max(occurred_at) AS last_assigned_at,
           list_sort(list(DISTINCT variant)) AS variants,
           count(DISTINCT variant)::INTEGER AS variants_seen,
           min(occurred_at) FILTER (action = 'exposure') AS first_exposed_at,
           count(*) FILTER (action = 'exposure') AS exposures,
           bool_or(is_bot) AS is_bot
    FROM read_parquet('${out}/silver/*.parquet')
    WHERE experiment_id IS NOT NULL AND variant IS NOT NULL
    GROUP BY ALL
)
SELECT * EXCLUDE (first), first.occurred_at AS first_assigned_at,
       first.variant AS variant, first.vertical AS vertical, first.platform AS platform,
       first.app_version AS app_version
FROM first_seen;

-- PlanOut's rule: the arm is the first whose cumulative weight reaches u times the sum of weights.
CREATE MACRO u(salt, unit_id) AS
    ('0x' || substr(sha1(salt || '.' || unit_id), 1, 15))::BIGINT::DOUBLE / 1152921504606846975;

CREATE VIEW assignments AS
WITH epochs AS (
    SELECT *,
           experiment_id = 'home_ranking' AS is_configured,
           first_assigned_at >= DATE '2026-03-01' AND first_assigned_at < DATE '2026-06-01' AS is_within_dates,
           CASE WHEN is_configured AND first_assigned_at >= DATE '2026-03-01' THEN DATE '2026-03-01' END
               AS weights_epoch
    FROM units
),
replayed AS (
    SELECT *,
           CASE WHEN weights_epoch IS NULL OR unit_id IS NULL THEN NULL
                WHEN u('home_ranking', unit_id) * 100 <= 90 THEN 'Model_A'
                ELSE 'Model_B' END AS expected_variant
    FROM epochs
)
SELECT experiment_id, unit_id, variant, variants_seen, first_assigned_at, last_assigned_at, first_exposed_at,
       exposures, expected_variant, variant = expected_variant AS is_hash_match,
       CASE WHEN unit_id IS NULL THEN 'NO_UNIT'
            WHEN NOT is_configured THEN 'UNCONFIGURED'
            WHEN is_bot THEN 'BOT'
            WHEN NOT is_within_dates THEN 'OUTSIDE_DATES'
            WHEN variant NOT IN ('Model_A', 'Model_B') THEN 'UNKNOWN_VARIANT'
            WHEN variants_seen > 1 THEN 'CROSSOVER'
            ELSE 'VALID' END AS status,
       weights_epoch, vertical, platform, app_version,
       NULL AS model_version, NULL AS model_versions, variants
FROM replayed;
