-- One row per event: of the lines with one id the one received first, ties by path and line.
CREATE TABLE losers AS
WITH repeated AS (
    SELECT source_id, message_id
    FROM lines
    WHERE is_sound
    GROUP BY ALL
    HAVING count(*) > 1
),
ranked AS (
    SELECT lines.rowid AS line,
           row_number() OVER (
               PARTITION BY source_id, message_id ORDER BY received_at, path, lines.rowid) AS rank
    FROM lines
    SEMI JOIN repeated USING (source_id, message_id)
    WHERE is_sound
)
SELECT line FROM ranked WHERE rank > 1;

-- Segment's time, else the one that its formula gives, else the time of receipt: whichever first is credible.
CREATE MACRO is_credible(moment, received_at) AS
    moment BETWEEN received_at - INTERVAL 30 DAYS AND received_at + INTERVAL 1 HOUR;

CREATE MACRO occurred(stamped_at, original_at, sent_at, received_at) AS
    CASE WHEN is_credible(stamped_at, received_at) THEN stamped_at
         WHEN is_credible(received_at - (sent_at - original_at), received_at)
         THEN received_at - (sent_at - original_at)
         ELSE received_at END;

CREATE MACRO action(event) AS
    CASE WHEN event IN ('Product List Viewed', 'Viewed Product List') THEN 'impression'
         WHEN event IN ('Product Clicked', 'Clicked Product') THEN 'click'
         WHEN event IN ('Product Viewed', 'Viewed Product') THEN 'product_view'
         WHEN event IN ('Product Added', 'Added to Cart', 'Added Product') THEN 'add_to_cart'
         WHEN event IN ('Product Removed', 'Removed Product') THEN 'remove_from_cart'
         WHEN event IN ('Cart Viewed', 'Viewed Cart') THEN 'cart_view'
         WHEN event IN ('Checkout Started', 'Started Checkout') THEN 'checkout'
         WHEN event IN ('Order Completed', 'Completed Order') THEN 'order'
         WHEN event IN ('Order Updated', 'Updated Order') THEN 'order_update'
         WHEN event IN ('Order Cancelled', 'Cancelled Order') THEN 'cancel'
         WHEN event IN ('Order Refunded', 'Refunded Order') THEN 'refund'
         WHEN event = 'Experiment Viewed' THEN 'exposure' END;

CREATE MACRO product_list(products) AS from_json(
    products,
    '[{"product_id":"VARCHAR","sku":"VARCHAR","name":"VARCHAR","category":"VARCHAR","position":"INTEGER","quantity":"INTEGER","price":"DECIMAL(18,4)"}]');

CREATE MACRO is_lost(sent, kept) AS sent IS NOT NULL AND kept IS NULL;

CREATE VIEW kept AS
SELECT rowid AS line, lines.*,
       try_cast(position AS INTEGER) AS position_kept,
       try_cast(quantity AS INTEGER) AS quantity_kept,
       try_cast(price AS DECIMAL(18, 4)) AS price_kept,
       try_cast(revenue AS DECIMAL(18, 4)) AS revenue_kept,
       try_cast(total AS DECIMAL(18, 4)) AS total_kept,
       product_list(products) AS products_kept,
       occurred(stamped_at, original_at, sent_at, received_at) AS occurred_at
FROM lines
ANTI JOIN losers ON losers.line = lines.rowid
WHERE is_sound;

CREATE MACRO rescued(sent, kept, name) AS
    CASE WHEN is_lost(sent, kept) THEN '"' || name || '":' || to_json(sent) END;

CREATE VIEW events AS
SELECT source_id, message_id, occurred_at::DATE AS event_date, occurred_at, received_at, original_at, sent_at,
       occurred_at IS DISTINCT FROM stamped_at AS is_time_adjusted,
       type, event, action(event) AS action, user_id, anonymous_id,
       coalesce(user_id, anonymous_id) AS unit_id,
       session_id, vertical, service, cart_id, order_id, product_id,
       position_kept AS position, quantity_kept AS quantity, price_kept AS price,
       revenue_kept AS revenue, total_kept AS total, currency, list_id, products_kept AS products,
       experiment_id, variant, channel, platform, app_version, country,
       coalesce(regexp_matches(user_agent, '(?i)bot|crawler|spider|headless'), false) AS is_bot,
       CASE WHEN type IN ('identify', 'group') THEN traits ELSE properties END AS properties,
       '{' || nullif(concat_ws(',',
           rescued(position, position_kept, 'position'),
           rescued(quantity, quantity_kept, 'quantity'),
           rescued(price, price_kept, 'price'),
           rescued(revenue, revenue_kept, 'revenue'),
           rescued(total, total_kept, 'total'),
           rescued(products, products_kept, 'products')), '') || '}' AS rescued,
       path, line
FROM kept;

CREATE MACRO broken_rule(quantity, revenue, action) AS
    CASE WHEN quantity <= 0 AND action IS DISTINCT FROM 'refund' THEN 'quantity_is_positive'
         WHEN revenue < 0 AND action IS DISTINCT FROM 'refund' THEN 'revenue_is_not_negative' END;

CREATE VIEW silver AS FROM events WHERE broken_rule(quantity, revenue, action) IS NULL;

CREATE VIEW rejected AS
SELECT source_id, path, line, broken_rule(quantity_kept, revenue_kept, action(event)) AS rule, payload
FROM kept
WHERE broken_rule(quantity_kept, revenue_kept, action(event)) IS NOT NULL;
