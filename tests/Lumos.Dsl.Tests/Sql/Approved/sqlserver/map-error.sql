-- x = a | map_dict({"DE": "Germany", "it's": null}, on_missing: error, on_null: "unknown")
WITH l1 AS (
SELECT CAST(l0.[a] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS v1,
  l0.[n] AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  CASE WHEN v1 IS NULL THEN N'unknown' COLLATE Latin1_General_100_BIN2 ELSE CASE WHEN (v1 = N'DE' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v1) = 4) THEN N'Germany' COLLATE Latin1_General_100_BIN2 WHEN (v1 = N'it''s' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v1) = 8) THEN CAST(NULL AS nvarchar(max)) ELSE CAST(NULL AS nvarchar(max)) END END AS v2,
  c1
FROM l1)
SELECT v2 AS [x],
  CASE WHEN v2 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v2 IS NULL AND v1 IS NOT NULL THEN CASE WHEN (v1 = N'it''s' COLLATE Latin1_General_100_BIN2 AND DATALENGTH(v1) = 8) THEN NULL ELSE 1 END END, 0) END AS [lumos_failure],
  c1 AS [n]
FROM l2;
