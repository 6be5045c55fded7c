-- x = d | type_cast(text)
WITH l1 AS (
SELECT CAST(l0.[d] AS date) AS v1,
  l0.[n] AS c1
FROM orders AS l0)
SELECT (CONVERT(nvarchar(10), v1, 23) COLLATE Latin1_General_100_BIN2) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l1;
