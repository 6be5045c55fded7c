-- x = safe_math(mod, n, m, result: int64, on_zero: error)
WITH l1 AS (
SELECT CAST(l0.[n] AS bigint) AS v1,
  CAST(l0.[m] AS bigint) AS v2,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  v2,
  CAST((CASE WHEN v2 = -1 THEN 0 ELSE v1 % NULLIF(v2, 0) END) AS bigint) AS v4,
  c1
FROM l1)
SELECT v4 AS [x],
  CASE WHEN v4 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v4 IS NOT NULL OR v1 IS NULL THEN NULL WHEN v2 IS NULL THEN NULL WHEN v2 = 0 THEN 1 ELSE NULL END, 0) END AS [lumos_failure],
  c1 AS [n]
FROM l2;
