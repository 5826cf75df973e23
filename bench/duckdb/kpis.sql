-- One row an hour or day and cell of vertical, service, experiment and variant, with '(all)' for totals; no bots.
CREATE VIEW event AS FROM read_parquet('${out}/silver/*.parquet');

-- The amount in EUR; null without an amount, without a rate on its day, or where it does not fit.
CREATE MACRO in_euro(amount, currency, event_date) AS
    CASE WHEN currency IS NULL OR currency = 'EUR' THEN amount
         WHEN currency = 'USD' AND event_date >= DATE '2020-01-01' THEN try_cast(amount * 0.92 AS DECIMAL(18, 4)) END;

CREATE TABLE copies AS
SELECT event_date, hour(occurred_at) AS hour, unit_id, session_id, vertical, service, experiment_id, variant,
       order_id, action, channel, received_at, source_id, message_id, is_bot,
       revenue, currency, in_euro(revenue, currency, event_date) AS amount
FROM event
WHERE action IN ('order', 'refund', 'cancel');

-- One row an order: the server's copy before any client's, then the one received first.
CREATE TABLE orders AS
WITH placed AS (
    FROM copies
    WHERE action = 'order' AND order_id IS NOT NULL AND NOT is_bot
    QUALIFY row_number() OVER (
        PARTITION BY order_id
        ORDER BY channel IS NOT DISTINCT FROM 'server' DESC, received_at, source_id, message_id) = 1
    UNION ALL
    FROM copies WHERE action = 'order' AND order_id IS NULL AND NOT is_bot
),
differing AS (
    SELECT order_id, true AS has_differing_copies
    FROM copies
    WHERE action = 'order' AND order_id IS NOT NULL AND NOT is_bot AND revenue IS NOT NULL
    GROUP BY order_id
    HAVING count(DISTINCT (revenue, coalesce(currency, 'EUR'))) > 1
),
-- Refunds of one currency are added up and converted on the order's day.
returns AS (
    SELECT order_id, currency, try_cast(sum(revenue) AS DECIMAL(18, 4)) AS named, count(revenue) = count(*) AS names_all
    FROM copies
    WHERE action = 'refund' AND order_id IS NOT NULL
    GROUP BY order_id, currency
),
refunds AS (
    SELECT order_id, true AS is_refunded,
           sum(in_euro(named, returns.currency, event_date)) AS named,
           bool_and(names_all AND in_euro(named, returns.currency, event_date) IS NOT NULL) AS names_all
    FROM returns JOIN placed USING (order_id)
    GROUP BY order_id
),
cancels AS (
    SELECT DISTINCT order_id, true AS is_cancelled FROM copies WHERE action = 'cancel' AND order_id IS NOT NULL
),
returned AS (
    SELECT placed.*,
           coalesce(is_cancelled, false) AS is_cancelled,
           coalesce(is_refunded, false) AS is_refunded,
           coalesce(has_differing_copies, false) AS has_differing_copies,
           CASE WHEN is_refunded AND names_all AND amount IS NOT NULL THEN greatest(least(named, amount), 0)
                WHEN is_refunded THEN amount
                ELSE 0 END AS refunded
    FROM placed
    LEFT JOIN refunds USING (order_id)
    LEFT JOIN cancels USING (order_id)
    LEFT JOIN differing USING (order_id)
)
SELECT *, CASE WHEN is_cancelled THEN amount - refunded ELSE 0 END AS cancelled FROM returned;

-- When each session was first shown a product, by day.
CREATE TABLE showings AS
SELECT event_date, unit_id, session_id, product_id, min(occurred_at) AS shown_at
FROM (
    SELECT event_date, unit_id, session_id, occurred_at, unnest(products).product_id AS product_id
    FROM event
    WHERE action = 'impression' AND NOT is_bot AND unit_id IS NOT NULL
)
GROUP BY ALL;

-- What units did, by hour, dimensions, unit and session.
CREATE TABLE activity AS
WITH done AS (
    SELECT event_date, hour(occurred_at) AS hour, unit_id, session_id, vertical, service, experiment_id, variant,
           CASE WHEN action = 'click' AND NOT coalesce(shown_at <= occurred_at, false)
                THEN 1 ELSE 0 END AS clicks_without_impression,
           CASE WHEN action = 'impression' THEN coalesce(len(products), 0) ELSE 0 END AS impressions,
           CASE WHEN action = 'click' THEN 1 ELSE 0 END AS clicks,
           CASE WHEN action = 'add_to_cart' THEN 1 ELSE 0 END AS adds_to_cart,
           CASE WHEN action = 'checkout' THEN 1 ELSE 0 END AS checkouts,
           0 AS orders, 0 AS orders_cancelled, 0 AS orders_refunded, 0 AS orders_without_rate,
           0 AS orders_with_differing_copies,
           0::DECIMAL(18, 4) AS gmv, 0::DECIMAL(18, 4) AS gmv_cancelled, 0::DECIMAL(18, 4) AS gmv_refunded
    FROM event LEFT JOIN showings USING (event_date, unit_id, session_id, product_id)
    WHERE NOT is_bot AND unit_id IS NOT NULL
    UNION ALL
    SELECT event_date, hour, unit_id, session_id, vertical, service, experiment_id, variant,
           0, 0, 0, 0, 0,
           1, is_cancelled::INTEGER, is_refunded::INTEGER, (amount IS NULL)::INTEGER, has_differing_copies::INTEGER,
           coalesce(amount, 0), coalesce(cancelled, 0), coalesce(refunded, 0)
    FROM orders
)
SELECT event_date, hour, unit_id, session_id,
       coalesce(vertical, '(none)') AS vertical, coalesce(service, '(none)') AS service,
       coalesce(experiment_id, '(none)') AS experiment_id, coalesce(variant, '(none)') AS variant,
       sum(impressions) AS impressions, sum(clicks) AS clicks,
       sum(clicks_without_impression) AS clicks_without_impression,
       sum(adds_to_cart) AS adds_to_cart, sum(checkouts) AS checkouts,
       sum(orders) AS orders, sum(orders_cancelled) AS orders_cancelled,
       sum(orders_refunded) AS orders_refunded, sum(orders_without_rate) AS orders_without_rate,
       sum(orders_with_differing_copies) AS orders_with_differing_copies,
       sum(gmv) AS gmv, sum(gmv_cancelled) AS gmv_cancelled, sum(gmv_refunded) AS gmv_refunded
FROM done
GROUP BY ALL;

CREATE TABLE cells AS
WITH sums AS (
    SELECT event_date, hour,
           coalesce(vertical, '(all)') AS vertical, coalesce(service, '(all)') AS service,
           coalesce(experiment_id, '(all)') AS experiment_id, coalesce(variant, '(all)') AS variant,
           sum(impressions)::BIGINT AS impressions, sum(clicks)::BIGINT AS clicks,
           sum(adds_to_cart)::BIGINT AS adds_to_cart, sum(checkouts)::BIGINT AS checkouts,
           sum(orders)::BIGINT AS orders, sum(orders_cancelled)::BIGINT AS orders_cancelled,
           sum(orders_refunded)::BIGINT AS orders_refunded,
           count(DISTINCT unit_id) AS users,
           count(DISTINCT unit_id) FILTER (clicks > 0) AS users_clicked,
           count(DISTINCT unit_id) FILTER (orders > 0) AS users_ordered,
           count(DISTINCT unit_id) FILTER (impressions > 0) AS users_shown,
           count(DISTINCT (unit_id, session_id)) FILTER (unit_id IS NOT NULL AND session_id IS NOT NULL) AS sessions,
           count(DISTINCT (unit_id, session_id))
               FILTER (unit_id IS NOT NULL AND session_id IS NOT NULL AND orders > 0) AS sessions_ordered,
           sum(gmv) AS gmv, sum(gmv_cancelled) AS gmv_cancelled, sum(gmv_refunded) AS gmv_refunded,
           sum(orders_without_rate)::BIGINT AS orders_without_rate,
           sum(clicks_without_impression)::BIGINT AS clicks_without_impression,
           sum(orders_with_differing_copies)::BIGINT AS orders_with_differing_copies
    FROM activity
    GROUP BY GROUPING SETS (${cells})
)
SELECT * EXCLUDE (users_shown) REPLACE (
           try_cast(gmv AS DECIMAL(18, 4)) AS gmv,
           try_cast(gmv_cancelled AS DECIMAL(18, 4)) AS gmv_cancelled,
           try_cast(gmv_refunded AS DECIMAL(18, 4)) AS gmv_refunded),
       try_cast(sums.gmv - sums.gmv_cancelled - sums.gmv_refunded AS DECIMAL(18, 4)) AS gmv_net,
       clicks / nullif(impressions, 0) AS ctr,
       users_clicked / nullif(users_shown, 0) AS user_ctr,
       users_ordered / nullif(users, 0) AS conversion_rate,
       sessions_ordered / nullif(sessions, 0) AS session_conversion_rate
FROM sums;

CREATE VIEW kpi_hourly AS FROM cells WHERE hour IS NOT NULL;

CREATE VIEW kpi_daily AS SELECT * EXCLUDE (hour) FROM cells WHERE hour IS NULL;
