-- x = t | date_format("D MON YY, HH:mm:ss.SSSSSS")
WITH l1 AS (
SELECT CAST(l0.[t] AS datetime2(6)) AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT CONVERT(nvarchar(26), v1, 121) COLLATE Latin1_General_100_BIN2 AS v2,
  c1
FROM l1)
SELECT (CASE WHEN v2 IS NOT NULL THEN CASE WHEN SUBSTRING(v2, 9, 1) = N'0' COLLATE Latin1_General_100_BIN2 THEN SUBSTRING(v2, 10, 1) ELSE SUBSTRING(v2, 9, 2) END + N' ' COLLATE Latin1_General_100_BIN2 + SUBSTRING(N'JanFebMarAprMayJunJulAugSepOctNovDec' COLLATE Latin1_General_100_BIN2, CAST(SUBSTRING(v2, 6, 2) AS int) * 3 - 2, 3) + N' ' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 3, 2) + N',' COLLATE Latin1_General_100_BIN2 + N' ' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 12, 2) + N':' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 15, 2) + N':' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 18, 2) + N'.' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 21, 6) END) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l2;
