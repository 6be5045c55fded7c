-- x = a | trim(left, set: ascii)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  l0.[n] AS c1
FROM orders AS l0)
SELECT (LTRIM(v1, N'	
 ' COLLATE Latin1_General_100_BIN2)) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l1;
