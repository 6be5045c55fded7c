-- x = w | type_cast(decimal(9,2))
WITH l1 AS (
SELECT CAST(l0.`w` AS NUMERIC(18,4)) AS v1,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(v1 * 10000 AS INT64) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v2,
  CAST(v2 AS BIGNUMERIC) AS v3,
  c1
FROM l2),
l4 AS (
SELECT v2,
  v3,
  (CASE WHEN abs(v3) < 0 THEN -mod(abs(abs(v3)), abs(100)) ELSE mod(abs(abs(v3)), abs(100)) END) <> 0 AS v4,
  DIV(abs(v3), 100) AS v5,
  c1
FROM l3),
l5 AS (
SELECT v2,
  v4,
  CASE WHEN v3 < 0 THEN -v5 ELSE v5 END AS v6,
  c1
FROM l4),
l6 AS (
SELECT v2,
  v4,
  CAST(CASE WHEN v6 BETWEEN (-999999999) AND 999999999 AND NOT v4 THEN v6 END AS INT64) AS v7,
  c1
FROM l5)
SELECT (CAST(CAST(v7 AS NUMERIC(18,0)) * BIGNUMERIC '0.01' AS NUMERIC(9,2))) AS `x`,
  CASE WHEN v7 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v7 IS NOT NULL OR v2 IS NULL THEN NULL WHEN v4 THEN 1 ELSE 2 END, 0) END AS `lumos_failure`,
  c1 AS `n`
FROM l6;
