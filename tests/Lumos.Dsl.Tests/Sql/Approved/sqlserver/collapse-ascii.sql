-- x = a | collapse_whitespace(set: ascii, trim: false)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(TRANSLATE(v1, N'	
' COLLATE Latin1_General_100_BIN2, N'     ' COLLATE Latin1_General_100_BIN2) AS nvarchar(max)) AS v2,
  c1
FROM l1),
l3 AS (
SELECT CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v2) > 0 THEN REPLACE(v2, N'                                                                ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v2 END AS v3,
  c1
FROM l2),
l4 AS (
SELECT CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v3) > 0 THEN REPLACE(v3, N'                                                                ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v3 END AS v4,
  c1
FROM l3),
l5 AS (
SELECT CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v4) > 0 THEN REPLACE(v4, N'                                                                ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v4 END AS v5,
  c1
FROM l4),
l6 AS (
SELECT CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v5) > 0 THEN REPLACE(v5, N'                                                                ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v5 END AS v6,
  c1
FROM l5),
l7 AS (
SELECT CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v6) > 0 THEN REPLACE(v6, N'                ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v6 END AS v7,
  c1
FROM l6),
l8 AS (
SELECT CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v7) > 0 THEN REPLACE(v7, N'    ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v7 END AS v8,
  c1
FROM l7),
l9 AS (
SELECT CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v8) > 0 THEN REPLACE(v8, N'  ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v8 END AS v9,
  c1
FROM l8),
l10 AS (
SELECT CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v9) > 0 THEN REPLACE(v9, N'  ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v9 END AS v10,
  c1
FROM l9)
SELECT (CASE WHEN CHARINDEX(N'  ' COLLATE Latin1_General_100_BIN2, v10) > 0 THEN REPLACE(v10, N'  ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) ELSE v10 END) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l10;
