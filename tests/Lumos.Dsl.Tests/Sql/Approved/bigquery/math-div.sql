-- x = safe_math(div, p, p, result: decimal(9,2), on_zero: error)
WITH l1 AS (
SELECT CAST(l0.`p` AS NUMERIC(6,2)) AS v1,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(v1 * 100 AS INT64) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v2,
  nullif(CAST(v2 AS BIGNUMERIC), 0) AS v4,
  c1
FROM l2),
l4 AS (
SELECT v2,
  DIV((2 * abs(((CAST(v2 AS BIGNUMERIC) * 100))) + abs(v4)), (2 * abs(v4))) AS v5,
  c1
FROM l3),
l5 AS (
SELECT v2,
  CAST((CASE WHEN v2 <> 0 THEN CASE WHEN (v2 < 0) <> (v2 < 0) THEN -v5 ELSE v5 END END) AS INT64) AS v7,
  c1
FROM l4)
SELECT (CAST(CAST(v7 AS NUMERIC(18,0)) * BIGNUMERIC '0.01' AS NUMERIC(9,2))) AS `x`,
  CASE WHEN v7 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v7 IS NOT NULL OR v2 IS NULL THEN NULL WHEN v2 IS NULL THEN NULL WHEN v2 = 0 THEN 1 ELSE NULL END, 0) END AS `lumos_failure`,
  c1 AS `n`
FROM l5;
