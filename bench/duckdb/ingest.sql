-- One row per line, parsed once, in the order of the files and their lines: row ids tell the order of lines.
-- DuckDB's reader gives null for broken JSON but takes trailing commas and numbers that no double holds.
CREATE MACRO outside_strings(line) AS regexp_replace(line, '"(?:[^"\\]|\\.)*"', '""', 'g');

CREATE MACRO has_trailing_comma(line) AS
    CASE WHEN regexp_matches(line, ',\s*[]}]')
         THEN regexp_matches(outside_strings(line), ',\s*[]}]')
         ELSE false END;

CREATE MACRO has_huge_number(line) AS
    CASE WHEN regexp_matches(line, '[:,[]\s*-?[0-9.]+[eE]\+?[0-9]{3}')
         THEN regexp_matches(
             outside_strings(line), '[0-9][eE]\+?(309|3[1-9][0-9]|[4-9][0-9]{2}|[1-9][0-9]{3,})')
         ELSE false END;

CREATE MACRO is_in_range(moment, received_day) AS
    moment >= TIMESTAMP '2005-01-01' AND moment < received_day + INTERVAL 1 YEAR + INTERVAL 1 DAY;

CREATE TABLE lines AS
WITH raw AS (
    SELECT filename AS path,
           split_part(filename, '/', -3) AS source_id,
           epoch_ms(split_part(filename, '/', -2)::BIGINT)::DATE AS received_day,
           json::VARCHAR AS payload,
           json_extract_string(json, ${paths}) AS found
    FROM read_ndjson_objects('${logs}/segment-logs/*/*/*.gz', ignore_errors = true, filename = true)
),
read AS (
    SELECT * EXCLUDE (found), ${fields} FROM raw
),
typed AS (
    SELECT * EXCLUDE (received, stamped, original, sent),
           try_cast(received AS TIMESTAMP) AS received_at,
           try_cast(stamped AS TIMESTAMP) AS stamped_at,
           try_cast(original AS TIMESTAMP) AS original_at,
           try_cast(sent AS TIMESTAMP) AS sent_at,
           try_cast(coalesce(stamped, original) AS TIMESTAMP) AS claimed_at
    FROM read
)
SELECT * EXCLUDE (claimed_at),
       coalesce(
           starts_with(payload, '{')
           AND length(message_id) <= 100
           AND type IS NOT NULL
           AND coalesce(user_id, anonymous_id) IS NOT NULL
           AND is_in_range(received_at, received_day)
           AND is_in_range(claimed_at, received_day)
           AND NOT has_trailing_comma(payload)
           AND NOT has_huge_number(payload),
           false) AS is_sound
FROM typed;

CREATE VIEW bronze AS
SELECT path, rowid AS line, source_id, received_day, message_id, type, event, received_at, payload
FROM lines
WHERE is_sound;
