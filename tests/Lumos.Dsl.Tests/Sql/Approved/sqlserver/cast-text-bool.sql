-- x = a | type_cast(bool)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  TRANSLATE(v1, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ' COLLATE Latin1_General_100_BIN2, N'abcdefghijklmnopqrstuvwxyz' COLLATE Latin1_General_100_BIN2) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v1,
  CASE WHEN (v2 = N'true' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 8) OR (v2 = N't' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 2) OR (v2 = N'yes' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 6) OR (v2 = N'y' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 2) OR (v2 = N'1' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 2) THEN CAST(1 AS bit) WHEN (v2 = N'false' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 10) OR (v2 = N'f' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 2) OR (v2 = N'no' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 4) OR (v2 = N'n' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 2) OR (v2 = N'0' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v2) = 2) THEN CAST(0 AS bit) END AS v3,
  c1
FROM l2)
SELECT v3 AS [x],
  CASE WHEN v3 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v3 IS NULL AND v1 IS NOT NULL THEN 1 END, 0) END AS [lumos_failure],
  c1 AS [n]
FROM l3;
