-- x = a | case(upper, alphabet: ascii)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  l0.[n] AS c1
FROM orders AS l0)
SELECT (TRANSLATE(v1, N'abcdefghijklmnopqrstuvwxyz' COLLATE Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ' COLLATE Latin1_General_100_BIN2)) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l1;
