-- x = safe_math(div, n, w, result: decimal(18,14), on_zero: null)
WITH l1 AS (
SELECT CAST(l0."n" AS BIGINT) AS v1,
  CAST(l0."w" AS DECIMAL(18,4)) AS v2,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  CAST(v2 * 10000 AS BIGINT) AS v3,
  (CAST(v1 AS DECIMAL(38,0)) * 1000000000000000000) AS v4,
  c1
FROM l1),
l3 AS (
SELECT v1,
  v3,
  v4,
  nullif(CAST(v3 AS DECIMAL(38,0)), 0) AS v5,
  c1
FROM l2),
l4 AS (
SELECT v1,
  v3,
  (((2 * abs(v4) + abs(v5)) - mod((2 * abs(v4) + abs(v5)), (2 * abs(v5)))) / (2 * abs(v5))) AS v6,
  c1
FROM l3),
l5 AS (
SELECT v1,
  v3,
  CASE WHEN v3 <> 0 THEN CASE WHEN (v1 < 0) <> (v3 < 0) THEN -v6 ELSE v6 END END AS v7,
  c1
FROM l4),
l6 AS (
SELECT v1,
  v3,
  CAST(CASE WHEN v7 BETWEEN (-999999999999999999) AND 999999999999999999 THEN v7 END AS BIGINT) AS v8,
  c1
FROM l5)
SELECT (CAST(CAST(v8 AS DECIMAL(18,0)) * DECIMAL '0.00000000000001' AS DECIMAL(18,14))) AS "x",
  CASE WHEN v8 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v8 IS NOT NULL OR v1 IS NULL THEN NULL WHEN v3 IS NULL THEN NULL WHEN v3 = 0 THEN NULL ELSE 1 END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l6;
