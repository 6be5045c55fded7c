-- x = concat(a, "'", b, nulls: empty)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  CAST(l0.[b] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v3,
  l0.[n] AS c1
FROM orders AS l0)
SELECT (CAST(N'' COLLATE Latin1_General_100_BIN2 AS nvarchar(max)) + coalesce(v1, N'' COLLATE Latin1_General_100_BIN2) + (N'''' COLLATE Latin1_General_100_BIN2) + coalesce(v3, N'' COLLATE Latin1_General_100_BIN2)) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l1;
