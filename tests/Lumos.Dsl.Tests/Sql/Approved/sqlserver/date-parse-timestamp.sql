-- x = a | date_parse("YYYY-MM-DDTHH:mm:ss.SSS", target: timestamp)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  CASE WHEN v1 LIKE N'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v1) = 46 THEN v1 END AS v2,
  c1
FROM l1),
l3 AS (
SELECT v1,
  v2,
  SUBSTRING(v2, 1, 4) AS v3,
  SUBSTRING(v2, 6, 2) AS v4,
  SUBSTRING(v2, 9, 2) AS v5,
  c1
FROM l2),
l4 AS (
SELECT v1,
  TRY_CONVERT(datetime2(6), (CASE WHEN v3 > N'0000' COLLATE Latin1_General_100_BIN2 AND v4 BETWEEN N'01' COLLATE Latin1_General_100_BIN2 AND N'12' COLLATE Latin1_General_100_BIN2 AND v5 BETWEEN N'01' COLLATE Latin1_General_100_BIN2 AND CASE WHEN v4 IN (N'04' COLLATE Latin1_General_100_BIN2, N'06' COLLATE Latin1_General_100_BIN2, N'09' COLLATE Latin1_General_100_BIN2, N'11' COLLATE Latin1_General_100_BIN2) THEN N'30' COLLATE Latin1_General_100_BIN2 WHEN v4 <> N'02' COLLATE Latin1_General_100_BIN2 THEN N'31' COLLATE Latin1_General_100_BIN2 WHEN TRY_CAST(v3 AS int) % 4 = 0 AND (TRY_CAST(v3 AS int) % 100 <> 0 OR TRY_CAST(v3 AS int) % 400 = 0) THEN N'29' COLLATE Latin1_General_100_BIN2 ELSE N'28' COLLATE Latin1_General_100_BIN2 END AND SUBSTRING(v2, 12, 2) <= N'23' COLLATE Latin1_General_100_BIN2 AND SUBSTRING(v2, 15, 2) <= N'59' COLLATE Latin1_General_100_BIN2 AND SUBSTRING(v2, 18, 2) <= N'59' COLLATE Latin1_General_100_BIN2 THEN v3 + N'-' COLLATE Latin1_General_100_BIN2 + v4 + N'-' COLLATE Latin1_General_100_BIN2 + v5 + N' ' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 12, 2) + N':' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 15, 2) + N':' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 18, 2) + N'.' COLLATE Latin1_General_100_BIN2 + SUBSTRING(v2, 21, 3) + N'000' COLLATE Latin1_General_100_BIN2 END), 121) AS v7,
  c1
FROM l3)
SELECT v7 AS [x],
  CASE WHEN v7 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v7 IS NULL AND v1 IS NOT NULL THEN 1 END, 0) END AS [lumos_failure],
  c1 AS [n]
FROM l4;
