-- x = p | unit_convert("lb", "kg", result: decimal(12,3))
WITH l1 AS (
SELECT CAST(l0.[p] AS decimal(6,2)) AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT (CAST((CAST(v1 * CAST(100 AS decimal(19,0)) AS bigint)) AS bigint) * CAST(45359237 AS bigint)) AS v3,
  c1
FROM l1),
l3 AS (
SELECT v3,
  (2 * ABS(v3) + CAST(10000000 AS bigint)) / CAST(20000000 AS bigint) AS v4,
  c1
FROM l2)
SELECT (CAST(CAST((CAST((CASE WHEN v3 < 0 THEN -v4 ELSE v4 END) AS bigint)) AS decimal(18,0)) * 0.001 AS decimal(12,3))) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l3;
