-- x = concat(a | trim | case(upper, alphabet: ascii), p | type_cast(text), separator: "/", nulls: skip)
-- y = a | trim | type_cast(decimal(6,2)) | unit_convert("km", "m", result: decimal(9,2)) | type_cast(text)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  CAST(l0.[p] AS decimal(6,2)) AS v4,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT TRIM(N'	
                  　' COLLATE Latin1_General_100_BIN2 FROM v1) AS v2,
  CAST(v4 * CAST(100 AS decimal(19,0)) AS bigint) AS v5,
  c1
FROM l1),
l3 AS (
SELECT v2,
  v5,
  CONVERT(nvarchar(40), ABS(v5)) COLLATE Latin1_General_100_BIN2 AS v6,
  CASE WHEN LEFT(v2, 1) IN (N'+' COLLATE Latin1_General_100_BIN2, N'-' COLLATE Latin1_General_100_BIN2) THEN SUBSTRING(v2, 2, 2147483647) ELSE v2 END AS v10,
  c1
FROM l2),
l4 AS (
SELECT v2,
  v5,
  CASE WHEN LEN(v6) <= 2 THEN RIGHT(N'000' COLLATE Latin1_General_100_BIN2 + v6, 3) ELSE v6 END AS v7,
  CASE WHEN v10 LIKE N'%[0-9]%' COLLATE Latin1_General_100_BIN2 AND v10 NOT LIKE N'%[^0-9.]%' COLLATE Latin1_General_100_BIN2 AND v10 NOT LIKE N'%.%.%' COLLATE Latin1_General_100_BIN2 THEN v10 + N'.' COLLATE Latin1_General_100_BIN2 END AS v11,
  c1
FROM l3),
l5 AS (
SELECT v2,
  v5,
  v7,
  v11,
  LTRIM(LEFT(v11, CHARINDEX(N'.' COLLATE Latin1_General_100_BIN2, v11) - 1), N'0' COLLATE Latin1_General_100_BIN2) AS v12,
  RTRIM(SUBSTRING(v11, CHARINDEX(N'.' COLLATE Latin1_General_100_BIN2, v11) + 1, 2147483647), N'.0' COLLATE Latin1_General_100_BIN2) AS v13,
  c1
FROM l4),
l6 AS (
SELECT v2,
  v5,
  v7,
  v11,
  v13,
  CASE WHEN DATALENGTH(v12) <= 8 THEN TRY_CAST(N'0' COLLATE Latin1_General_100_BIN2 + v12 + SUBSTRING(v13 + N'00' COLLATE Latin1_General_100_BIN2, 1, 2) AS decimal(38,0)) END AS v14,
  c1
FROM l5),
l7 AS (
SELECT v2,
  v5,
  v7,
  v11,
  v13,
  CASE WHEN v14 <= 999999 AND NOT DATALENGTH(v13) > 4 THEN CAST(CASE WHEN LEFT(v2, 1) = N'-' COLLATE Latin1_General_100_BIN2 THEN -v14 ELSE v14 END AS bigint) END AS v15,
  c1
FROM l6),
l8 AS (
SELECT v2,
  v5,
  v7,
  v11,
  v13,
  v15,
  CAST((CAST(CAST((CAST(((CAST(v15 AS decimal(38,0)) * CAST(1000 AS decimal(38,0)))) AS bigint)) AS decimal(18,0)) * 0.01 AS decimal(9,2))) * CAST(100 AS decimal(19,0)) AS bigint) AS v19,
  c1
FROM l7),
l9 AS (
SELECT v2,
  v5,
  v7,
  v11,
  v13,
  v15,
  v19,
  CONVERT(nvarchar(40), ABS(v19)) COLLATE Latin1_General_100_BIN2 AS v20,
  c1
FROM l8),
l10 AS (
SELECT v2,
  v5,
  v7,
  v11,
  v13,
  v15,
  v19,
  CASE WHEN LEN(v20) <= 2 THEN RIGHT(N'000' COLLATE Latin1_General_100_BIN2 + v20, 3) ELSE v20 END AS v21,
  c1
FROM l9)
SELECT (CONCAT_WS(N'/' COLLATE Latin1_General_100_BIN2, CAST((TRANSLATE(v2, N'abcdefghijklmnopqrstuvwxyz' COLLATE Latin1_General_100_BIN2, N'ABCDEFGHIJKLMNOPQRSTUVWXYZ' COLLATE Latin1_General_100_BIN2)) AS nvarchar(max)), CAST((CASE WHEN v5 < 0 THEN N'-' COLLATE Latin1_General_100_BIN2 ELSE N'' COLLATE Latin1_General_100_BIN2 END + LEFT(v7, LEN(v7) - 2) + N'.' COLLATE Latin1_General_100_BIN2 + RIGHT(v7, 2)) AS nvarchar(max))) COLLATE Latin1_General_100_BIN2) AS [x],
  (CASE WHEN v19 < 0 THEN N'-' COLLATE Latin1_General_100_BIN2 ELSE N'' COLLATE Latin1_General_100_BIN2 END + LEFT(v21, LEN(v21) - 2) + N'.' COLLATE Latin1_General_100_BIN2 + RIGHT(v21, 2)) AS [y],
  CASE WHEN v15 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v15 IS NULL AND v2 IS NOT NULL THEN CASE WHEN v11 IS NULL THEN 1 WHEN DATALENGTH(v13) > 4 THEN 2 ELSE 3 END END, 0) END AS [lumos_failure],
  c1 AS [n]
FROM l10;
