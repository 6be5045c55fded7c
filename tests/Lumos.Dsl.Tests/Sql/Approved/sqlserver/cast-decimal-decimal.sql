-- x = w | type_cast(decimal(9,2))
WITH l1 AS (
SELECT CAST(l0.[w] AS decimal(18,4)) AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(v1 * CAST(10000 AS decimal(19,0)) AS bigint) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v2,
  CAST(v2 AS bigint) AS v3,
  c1
FROM l2),
l4 AS (
SELECT v2,
  v3,
  ABS(v3) / CAST(100 AS bigint) AS v4,
  c1
FROM l3),
l5 AS (
SELECT v2,
  v3,
  CASE WHEN v3 < 0 THEN -v4 ELSE v4 END AS v5,
  c1
FROM l4),
l6 AS (
SELECT v2,
  v3,
  CASE WHEN v5 BETWEEN (-999999999) AND 999999999 AND NOT (ABS(v3) % CAST(100 AS bigint) <> 0) THEN CAST(v5 AS bigint) END AS v6,
  c1
FROM l5)
SELECT (CAST(CAST(v6 AS decimal(18,0)) * 0.01 AS decimal(9,2))) AS [x],
  CASE WHEN v6 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v6 IS NOT NULL OR v2 IS NULL THEN NULL WHEN ABS(v3) % CAST(100 AS bigint) <> 0 THEN 1 ELSE 2 END, 0) END AS [lumos_failure],
  c1 AS [n]
FROM l6;
