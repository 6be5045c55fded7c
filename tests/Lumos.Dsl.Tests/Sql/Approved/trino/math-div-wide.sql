-- x = safe_math(div, n, m, result: decimal(9,2), rounding: exact, on_zero: null)
WITH l1 AS (
SELECT CAST(l0."n" AS BIGINT) AS v1,
  CAST(l0."m" AS BIGINT) AS v2,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  v2,
  (CAST(v1 AS DECIMAL(38,0)) * 100) AS v3,
  nullif(CAST(v2 AS DECIMAL(38,0)), 0) AS v4,
  c1
FROM l1),
l3 AS (
SELECT v1,
  v2,
  v2 <> 0 AND (CASE WHEN abs(v3) < 0 THEN -mod(abs(abs(v3)), abs(abs(v4))) ELSE mod(abs(abs(v3)), abs(abs(v4))) END) <> 0 AS v5,
  ((abs(v3) - mod(abs(v3), abs(v4))) / abs(v4)) AS v6,
  c1
FROM l2),
l4 AS (
SELECT v1,
  v2,
  v5,
  CASE WHEN v2 <> 0 THEN CASE WHEN (v1 < 0) <> (v2 < 0) THEN -v6 ELSE v6 END END AS v7,
  c1
FROM l3),
l5 AS (
SELECT v1,
  v2,
  v5,
  CAST(CASE WHEN v7 BETWEEN (-999999999) AND 999999999 AND NOT v5 THEN v7 END AS BIGINT) AS v8,
  c1
FROM l4)
SELECT (CAST(CAST(v8 AS DECIMAL(18,0)) * DECIMAL '0.01' AS DECIMAL(9,2))) AS "x",
  CASE WHEN v8 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v8 IS NOT NULL OR v1 IS NULL THEN NULL WHEN v2 IS NULL THEN NULL WHEN v2 = 0 THEN NULL WHEN v5 THEN 1 ELSE 2 END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l5;
