-- x = a | regex_extract('(?:#|nr[.])([0-9A-F]{6})[^-]', 1, on_no_match: error)
WITH l1 AS (
SELECT COLLATE(CAST(l0."a" AS VARCHAR), 'utf8') AS v1,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  REGEXP_SUBSTR(v1, '(#|nr\\.)([0-9A-F]{6})[^\\-]', 1, 1, 'ce', 2) AS v2,
  c1
FROM l1)
SELECT v2 AS "x",
  CASE WHEN v2 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v2 IS NULL AND v1 IS NOT NULL THEN 1 END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l2;
