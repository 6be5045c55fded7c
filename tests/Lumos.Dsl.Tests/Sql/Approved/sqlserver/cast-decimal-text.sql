-- x = p | type_cast(text)
WITH l1 AS (
SELECT CAST(l0.[p] AS decimal(6,2)) AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(v1 * CAST(100 AS decimal(19,0)) AS bigint) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v2,
  CONVERT(nvarchar(40), ABS(v2)) COLLATE Latin1_General_100_BIN2 AS v3,
  c1
FROM l2),
l4 AS (
SELECT v2,
  CASE WHEN LEN(v3) <= 2 THEN RIGHT(N'000' COLLATE Latin1_General_100_BIN2 + v3, 3) ELSE v3 END AS v4,
  c1
FROM l3)
SELECT (CASE WHEN v2 < 0 THEN N'-' COLLATE Latin1_General_100_BIN2 ELSE N'' COLLATE Latin1_General_100_BIN2 END + LEFT(v4, LEN(v4) - 2) + N'.' COLLATE Latin1_General_100_BIN2 + RIGHT(v4, 2)) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l4;
