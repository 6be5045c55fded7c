-- x = safe_math(add, n, m, result: int64)
WITH l1 AS (
SELECT CAST(l0.[n] AS bigint) AS v1,
  CAST(l0.[m] AS bigint) AS v2,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  v2,
  CAST(v1 AS decimal(38,0)) + CAST(v2 AS decimal(38,0)) AS v3,
  c1
FROM l1),
l3 AS (
SELECT v1,
  v2,
  CASE WHEN v3 BETWEEN (-9223372036854775808) AND 9223372036854775807 THEN CAST(v3 AS bigint) END AS v4,
  c1
FROM l2)
SELECT v4 AS [x],
  CASE WHEN v4 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v4 IS NOT NULL OR v1 IS NULL THEN NULL WHEN v2 IS NULL THEN NULL ELSE 1 END, 0) END AS [lumos_failure],
  c1 AS [n]
FROM l3;
