-- x = p | unit_convert("lb", "kg", result: decimal(12,3))
WITH l1 AS (
SELECT CAST(l0.`p` AS DECIMAL(6,2)) AS v1,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT (CAST((CAST(v1 * 100 AS BIGINT)) AS DECIMAL(38,0)) * 45359237) AS v3,
  c1
FROM l1),
l3 AS (
SELECT v3,
  CAST(((2 * abs(v3) + 10000000) div 20000000) AS DECIMAL(38,0)) AS v4,
  c1
FROM l2)
SELECT (CAST(CAST((CAST((CASE WHEN v3 < 0 THEN -v4 ELSE v4 END) AS BIGINT)) AS DECIMAL(18,0)) * 0.001BD AS DECIMAL(12,3))) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l3;
