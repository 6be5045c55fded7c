-- x = f | type_cast(text)
WITH l1 AS (
SELECT CAST(l0.[f] AS bit) AS v1,
  l0.[n] AS c1
FROM orders AS l0)
SELECT (CASE WHEN v1 = 1 THEN N'true' COLLATE Latin1_General_100_BIN2 WHEN v1 = 0 THEN N'false' COLLATE Latin1_General_100_BIN2 END) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l1;
