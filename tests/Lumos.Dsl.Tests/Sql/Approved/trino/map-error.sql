-- x = a | map_dict({"DE": "Germany", "it's": null}, on_missing: error, on_null: "unknown")
WITH l1 AS (
SELECT CAST(l0."a" AS VARCHAR) AS v1,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  CASE WHEN v1 IS NULL THEN 'unknown' ELSE CASE WHEN v1 = 'DE' THEN 'Germany' WHEN v1 = 'it''s' THEN CAST(NULL AS VARCHAR) ELSE CAST(NULL AS VARCHAR) END END AS v2,
  c1
FROM l1)
SELECT v2 AS "x",
  CASE WHEN v2 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v2 IS NULL AND v1 IS NOT NULL THEN CASE WHEN v1 = 'it''s' THEN NULL ELSE 1 END END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l2;
