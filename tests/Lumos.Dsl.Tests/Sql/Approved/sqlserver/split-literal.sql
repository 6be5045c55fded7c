-- x = a | regex_split(literal: "|'", index: 3)
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT CASE WHEN CHARINDEX(N'|''' COLLATE Latin1_General_100_BIN2, v1) > 0 THEN SUBSTRING(v1, CHARINDEX(N'|''' COLLATE Latin1_General_100_BIN2, v1) + 2, 2147483647) END AS v2,
  c1
FROM l1),
l3 AS (
SELECT CASE WHEN CHARINDEX(N'|''' COLLATE Latin1_General_100_BIN2, v2) > 0 THEN SUBSTRING(v2, CHARINDEX(N'|''' COLLATE Latin1_General_100_BIN2, v2) + 2, 2147483647) END AS v3,
  c1
FROM l2)
SELECT (CASE WHEN CHARINDEX(N'|''' COLLATE Latin1_General_100_BIN2, v3) > 0 THEN SUBSTRING(v3, 1, CHARINDEX(N'|''' COLLATE Latin1_General_100_BIN2, v3) - 1) ELSE v3 END) AS [x],
  0 AS [lumos_failure],
  c1 AS [n]
FROM l3;
