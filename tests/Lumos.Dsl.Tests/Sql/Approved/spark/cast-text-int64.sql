-- x = a | type_cast(int64)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  (v1 RLIKE '^[+-]?[0-9]+\\z') AS v2,
  regexp_replace(v1, '^[+-]?0*', '') AS v3,
  c1
FROM l1),
l3 AS (
SELECT v1,
  v2,
  CASE WHEN v2 AND length(v3) <= 19 THEN try_cast(concat('0', v3) AS DECIMAL(38,0)) END AS v4,
  c1
FROM l2),
l4 AS (
SELECT v1,
  v2,
  CASE WHEN substring(v1, 1, 1) = '-' THEN -v4 ELSE v4 END AS v5,
  c1
FROM l3),
l5 AS (
SELECT v1,
  v2,
  CAST(CASE WHEN v5 BETWEEN (-9223372036854775808BD) AND 9223372036854775807 THEN v5 END AS BIGINT) AS v6,
  c1
FROM l4)
SELECT v6 AS `x`,
  CASE WHEN v6 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v6 IS NULL AND v1 IS NOT NULL THEN CASE WHEN v2 THEN 2 ELSE 1 END END, 0) END AS `lumos_failure`,
  c1 AS `n`
FROM l5;
