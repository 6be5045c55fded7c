-- x = safe_math(mul, p, p, result: decimal(9,3))
WITH l1 AS (
SELECT CAST(l0."p" AS DECIMAL(6,2)) AS v1,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(v1 * 100 AS BIGINT) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v2,
  (CAST(v2 AS DECIMAL(38,0)) * CAST(v2 AS DECIMAL(38,0))) AS v3,
  c1
FROM l2),
l4 AS (
SELECT v2,
  v3,
  (((2 * abs(v3) + 10) - mod((2 * abs(v3) + 10), 20)) / 20) AS v4,
  c1
FROM l3),
l5 AS (
SELECT v2,
  CASE WHEN v3 < 0 THEN -v4 ELSE v4 END AS v5,
  c1
FROM l4),
l6 AS (
SELECT v2,
  CAST(CASE WHEN v5 BETWEEN (-999999999) AND 999999999 THEN v5 END AS BIGINT) AS v6,
  c1
FROM l5)
SELECT (CAST(CAST(v6 AS DECIMAL(18,0)) * DECIMAL '0.001' AS DECIMAL(9,3))) AS "x",
  CASE WHEN v6 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v6 IS NOT NULL OR v2 IS NULL THEN NULL WHEN v2 IS NULL THEN NULL ELSE 1 END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l6;
