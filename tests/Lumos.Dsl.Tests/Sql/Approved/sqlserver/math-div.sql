-- x = safe_math(div, p, p, result: decimal(9,2), on_zero: error)
WITH l1 AS (
SELECT CAST(l0.[p] AS decimal(6,2)) AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(v1 * CAST(100 AS decimal(19,0)) AS bigint) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v2,
  (CAST(v2 AS bigint) * CAST(100 AS bigint)) AS v3,
  NULLIF(CAST(v2 AS bigint), 0) AS v4,
  c1
FROM l2),
l4 AS (
SELECT v2,
  v3,
  v4,
  (2 * ABS(v3) + ABS(v4)) / (2 * ABS(v4)) AS v5,
  c1
FROM l3),
l5 AS (
SELECT v2,
  CAST((CASE WHEN v3 < 0 AND v4 > 0 OR v3 > 0 AND v4 < 0 THEN -v5 ELSE v5 END) AS bigint) AS v7,
  c1
FROM l4)
SELECT (CAST(CAST(v7 AS decimal(18,0)) * 0.01 AS decimal(9,2))) AS [x],
  CASE WHEN v7 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v7 IS NOT NULL OR v2 IS NULL THEN NULL WHEN v2 IS NULL THEN NULL WHEN v2 = 0 THEN 1 ELSE NULL END, 0) END AS [lumos_failure],
  c1 AS [n]
FROM l5;
