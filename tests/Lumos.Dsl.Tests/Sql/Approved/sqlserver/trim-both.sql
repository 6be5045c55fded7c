-- x = a | trim
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  l0.[n] AS c1
FROM orders AS l0)
SELECT (TRIM(N'	
                  　' COLLATE Latin1_General_100_BIN2 FROM v1)) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l1;
