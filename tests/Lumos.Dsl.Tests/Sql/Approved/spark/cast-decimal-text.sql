-- x = p | type_cast(text)
WITH l1 AS (
SELECT CAST(l0.`p` AS DECIMAL(6,2)) AS v1,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(v1 * 100 AS BIGINT) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v2,
  CAST(abs(v2) AS STRING) AS v3,
  c1
FROM l2),
l4 AS (
SELECT v2,
  CASE WHEN length(v3) <= 2 THEN lpad(v3, 3, '0') ELSE v3 END AS v4,
  c1
FROM l3)
SELECT (concat(CASE WHEN v2 < 0 THEN '-' ELSE '' END, substring(v4, 1, length(v4) - 2), '.', substring(v4, length(v4) - 1, 2))) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l4;
