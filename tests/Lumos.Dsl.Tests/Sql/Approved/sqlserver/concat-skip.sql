-- x = concat(a, b, separator: ", ", nulls: skip)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  CAST(l0.[b] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v2,
  l0.[n] AS c1
FROM orders AS l0)
SELECT (CONCAT_WS(N', ' COLLATE Latin1_General_100_BIN2, CAST(v1 AS nvarchar(max)), CAST(v2 AS nvarchar(max))) COLLATE Latin1_General_100_BIN2) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l1;
